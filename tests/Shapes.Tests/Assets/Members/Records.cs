// shape: Record class: written members, and those that the compiler writes
// probe: Person::Greet
//   entry
//     this: Person { Name: String "Ada", Age: Int32 36 }
//     word: String "hi"
//   return
//     this: Person { Name: String "Ada", Age: Int32 36 }
//     word: String "hi"
//     @return: String "hi Ada"
// probe: Person::ToString
//   left out: WVR1028
// probe: Person::get_Name
//   hits: 3
//   entry
//     this: Person { Name: String "Ada", Age: Int32 37 }
//   return
//     this: Person { Name: String "Ada", Age: Int32 37 }
//     @return: String "Ada"
//   entry 2
//     this: Person { Name: String "Ada", Age: Int32 36 }
//   return 2
//     this: Person { Name: String "Ada", Age: Int32 36 }
//     @return: String "Ada"
//   entry 3
//     this: Person { Name: String "Ada", Age: Int32 37 }
//   return 3
//     this: Person { Name: String "Ada", Age: Int32 37 }
//     @return: String "Ada"
// probe: Person::Equals
//   left out: WVR1028
// probe: Person::GetHashCode
//   left out: WVR1028
// probe: Person::PrintMembers
//   left out: WVR1028
// probe: Person::Deconstruct
//   left out: WVR1028
// probe: Person::<Clone>$
//   left out: WVR1028

namespace Shapes.Records;

public record Person(string Name, int Age)
{
    public string Greet(string word) => word + " " + Name;
}

public static class Asset
{
    public static string Run()
    {
        var ada = new Person("Ada", 36);
        var older = ada with { Age = 37 };
        var (name, age) = older;
        return ada.Greet("hi") + older + name + age + (ada == older) + (ada.GetHashCode() == new Person("Ada", 36).GetHashCode());
    }
}
