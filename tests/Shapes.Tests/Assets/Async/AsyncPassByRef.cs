// shape: async method that passes a local by reference to a helper
// rows: 60
// probe: Bumper::BumpAsync
//   entry
//     [Debug] this: Bumper
//     [Release] this: Bumper (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     person: Person { Name: String "Ada" }
//   return
//     [Debug] this: Bumper
//     [Release] this: Bumper (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     person: Person { Name: String "Ada2" }
//     @return: String "Ada2"
// line: A
//   hit
//     [Debug] this: Bumper
//     [Release] this: Bumper (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     person: Person { Name: String "Ada2" }

namespace Shapes.AsyncPassByRef;

public class Person
{
    public string Name = "Ada";
}

public class Bumper
{
    public async Task<string> BumpAsync(Person person)
    {
        Replace(ref person);
        await Task.Yield();
        return person.Name; // line A
    }

    private static void Replace(ref Person person) => person = new Person { Name = person.Name + "2" };
}

public static class Asset
{
    public static string Run() => new Bumper().BumpAsync(new Person()).GetAwaiter().GetResult();
}
