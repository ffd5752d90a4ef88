// shape: async method of a nested class, lines before, between and behind awaits
// rows: 59
// line: A
//   hit
//     this: Inner { _calls: Int32 0 }
//     name: String "n"
//     count: Int32 2
//     text: String null
// line: B
//   hit
//     this: Inner { _calls: Int32 1 }
//     name: String "n"
//     count: Int32 2
//     text: String null
// line: C
//   hits: 2
//   hit
//     this: Inner { _calls: Int32 1 }
//     name: String "n"
//     count: Int32 2
//     text: String "n"
//     i: Int32 0
//   hit 2
//     this: Inner { _calls: Int32 2 }
//     name: String "n"
//     count: Int32 2
//     text: String "n0"
//     i: Int32 1
// line: D
//   hits: 2
//   hit
//     this: Inner { _calls: Int32 1 }
//     name: String "n"
//     count: Int32 2
//     text: String "n0"
//     i: Int32 0
//   hit 2
//     this: Inner { _calls: Int32 2 }
//     name: String "n"
//     count: Int32 2
//     text: String "n01"
//     i: Int32 1
// line: E
//   hit
//     this: Inner { _calls: Int32 3 }
//     name: String "n"
//     count: Int32 2
//     text: String "n01"

namespace Shapes.AsyncNested;

public class Outer
{
    public class Inner
    {
        private int _calls;

        public async Task<string> RunAsync(string name, int count)
        {
            _calls++; // line A
            var text = name; // line B
            await Task.Yield();
            for (var i = 0; i < count; i++)
            {
                text += i; // line C
                await Task.Yield();
                _calls++; // line D
            }

            return text; // line E
        }
    }
}

public static class Asset
{
    public static string Run() => new Outer.Inner().RunAsync("n", 2).GetAwaiter().GetResult();
}
