// shape: Instance method that changes an auto-property and returns text
// rows: 3
// probe: Person::Rename
//   entry
//     this: Person { Name: String "Ada" }
//     name: String "Grace"
//   return
//     this: Person { Name: String "Grace" }
//     name: String "Grace"
//     [Debug] old: String "Ada"
//     @return: String "Ada is Grace"

namespace Shapes.InstanceText;

public class Person
{
    public string Name { get; set; } = "Ada";

    public string Rename(string name)
    {
        var old = Name;
        Name = name;
        return old + " is " + Name;
    }
}

public static class Asset
{
    public static string Run() => new Person().Rename("Grace");
}
