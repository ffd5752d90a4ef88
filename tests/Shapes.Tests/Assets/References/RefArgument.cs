// shape: Arguments by reference: ref, in and out
// rows: 86
// note: a reference to an object is not read, since unsafe code could have made it
// probe: Parser::Parse
//   entry
//     this: Parser
//     person: Person (not captured: ref, not read)
//     calls: Int32 1
//     weight: Int64 9
//   return
//     this: Parser
//     person: Person (not captured: ref, not read)
//     calls: Int32 2
//     weight: Int64 9
//     text: String "Grace9"

namespace Shapes.RefArgument;

public class Person
{
    public string Name = "Ada";
}

public class Parser
{
    public void Parse(ref Person person, ref int calls, in long weight, out string text)
    {
        calls++;
        person = new Person { Name = "Grace" };
        text = person.Name + weight;
    }
}

public static class Asset
{
    public static string Run()
    {
        var person = new Person();
        var calls = 1;
        new Parser().Parse(ref person, ref calls, 9L, out var text);
        return person.Name + calls + text;
    }
}
