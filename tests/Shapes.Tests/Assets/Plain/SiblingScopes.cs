// shape: Sibling scopes with locals of one name
// rows: 26
// line: A
//   hits: 2
//   hit
//     this: Scopes
//     text: String ""
//     i: Int32 0
//     value: String "first0"
//   hit 2
//     this: Scopes
//     text: String "first00"
//     i: Int32 1
//     value: String "first1"
// line: B
//   hits: 2
//   hit
//     this: Scopes
//     text: String "first0"
//     i: Int32 0
//     value: Int32 0
//   hit 2
//     this: Scopes
//     text: String "first00first1"
//     i: Int32 1
//     value: Int32 10

namespace Shapes.SiblingScopes;

public class Scopes
{
    public string Both()
    {
        var text = "";
        for (var i = 0; i < 2; i++)
        {
            if (i >= 0)
            {
                var value = "first" + i;
                text += value; // line A
            }

            {
                var value = i * 10;
                text += value; // line B
            }
        }

        return text;
    }
}

public static class Asset
{
    public static string Run() => new Scopes().Both();
}
