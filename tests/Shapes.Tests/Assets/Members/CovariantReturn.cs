// shape: Override with a covariant return type, and a hidden member
// probe: Cat::Clone
//   entry
//     this: Cat { Copies: Int32 0 }
//     copies: Int32 3
//   return
//     this: Cat { Copies: Int32 0 }
//     copies: Int32 3
//     @return: Cat { Copies: Int32 3 }
// probe: Cat::Name
//   entry
//     this: Cat { Copies: Int32 0 }
//   return
//     this: Cat { Copies: Int32 0 }
//     @return: String "animal cat"

namespace Shapes.CovariantReturn;

public class Animal
{
    public virtual Animal Clone(int copies) => new();

    public string Name() => "animal";
}

public class Cat : Animal
{
    public int Copies;

    public override Cat Clone(int copies) => new() { Copies = copies };

    public new string Name() => base.Name() + " cat";
}

public static class Asset
{
    public static string Run()
    {
        Animal animal = new Cat();
        return ((Cat)animal.Clone(3)).Copies + new Cat().Name();
    }
}
