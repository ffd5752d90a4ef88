// shape: async method with a local of a base type that holds a derived object
// rows: 55
// probe: Zoo::FeedAsync
//   entry
//     [Debug] this: Zoo
//     [Release] this: Zoo (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//   return
//     [Debug] this: Zoo
//     [Release] this: Zoo (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     animal: Dog { _bones: Int32 2, Name: String "Rex" }
//     @return: String "Rex"

namespace Shapes.AsyncBaseLocal;

public class Animal
{
    public string Name { get; set; }
}

public class Dog : Animal
{
    private readonly int _bones = 2;

    public int Bones => _bones;
}

public class Zoo
{
    public async Task<string> FeedAsync()
    {
        Animal animal = new Dog { Name = "Rex" };
        await Task.Yield();
        return animal.Name;
    }
}

public static class Asset
{
    public static string Run() => new Zoo().FeedAsync().GetAwaiter().GetResult();
}
