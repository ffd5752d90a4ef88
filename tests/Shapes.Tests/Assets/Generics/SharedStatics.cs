// shape: Static method of a generic class
// probe: Registry`1::Register
//   hits: 2
//   entry
//     item: String "r"
//   return
//     item: String "r"
//     [Debug] name: String "String"
//     @return: Int32 6
//   entry 2
//     item: Int32 4
//   return 2
//     item: Int32 4
//     [Debug] name: String "Int32"
//     @return: Int32 5

namespace Shapes.SharedStatics;

public static class Registry<T>
{
    public static T Last;

    public static int Register(T item)
    {
        Last = item;
        var name = typeof(T).Name;
        return name.Length;
    }
}

public static class Asset
{
    public static string Run() => Registry<string>.Register("r").ToString() + Registry<int>.Register(4);
}
