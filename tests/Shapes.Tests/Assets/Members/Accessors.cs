// shape: Accessors of properties, computed and automatic
// rows: 102
// probe: Person::get_Name
//   entry
//     this: Person { _name: String "Ada", Age: Int32 36, City: String "London" }
//   return
//     this: Person { _name: String "Ada", Age: Int32 36, City: String "London" }
//     @return: String "Ada."
// probe: Person::set_Name
//   entry
//     this: Person { _name: String "", Age: Int32 0, City: String null }
//     value: String " Ada "
//   return
//     this: Person { _name: String "Ada", Age: Int32 0, City: String null }
//     value: String " Ada "
// probe: Person::get_Age
//   entry
//     this: Person { _name: String "Ada", Age: Int32 36, City: String "London" }
//   return
//     this: Person { _name: String "Ada", Age: Int32 36, City: String "London" }
//     @return: Int32 36
// probe: Person::set_Age
//   entry
//     this: Person { _name: String "Ada", Age: Int32 0, City: String null }
//     value: Int32 36
//   return
//     this: Person { _name: String "Ada", Age: Int32 36, City: String null }
//     value: Int32 36
// probe: Person::set_City
//   entry
//     this: Person { _name: String "Ada", Age: Int32 36, City: String null }
//     value: String "London"
//   return
//     this: Person { _name: String "Ada", Age: Int32 36, City: String "London" }
//     value: String "London"

namespace Shapes.Accessors;

public class Person
{
    private string _name = "";

    public string Name
    {
        get => _name + ".";
        set => _name = value.Trim();
    }

    public int Age { get; set; }

    public string City { get; init; }
}

public static class Asset
{
    public static string Run()
    {
        var person = new Person { Name = " Ada ", Age = 36, City = "London" };
        return person.Name + person.Age + person.City;
    }
}
