// shape: Generic virtual method
// rows: 102
// probe: Derived::Visit
//   hits: 2
//   entry
//     this: Derived
//     item: Int32 1
//   return
//     this: Derived
//     item: Int32 1
//     [Debug] text: String "base 1"
//     @return: String "base 1 derived"
//   entry 2
//     this: Derived
//     item: String "x"
//   return 2
//     this: Derived
//     item: String "x"
//     [Debug] text: String "base x"
//     @return: String "base x derived"

namespace Shapes.GenericVirtual;

public class Base
{
    public virtual string Visit<T>(T item) => "base " + item;
}

public class Derived : Base
{
    public override string Visit<T>(T item)
    {
        var text = base.Visit(item);
        return text + " derived";
    }
}

public static class Asset
{
    public static string Run()
    {
        Base visitor = new Derived();
        return visitor.Visit(1) + visitor.Visit("x");
    }
}
