// shape: ref struct with a ref field, and a scoped parameter
// probe: Holder::Set
//   entry
//     this: Holder (not captured: 'this' is a ref struct, which cannot be shown.)
//     value: Int32 8
//   return
//     this: Holder (not captured: 'this' is a ref struct, which cannot be shown.)
//     value: Int32 8
// probe: Holders::Use
//   entry
//     holder: Holder (not captured: 'holder' is a ref struct, which cannot be shown.)
//     other: Int32 2
//   return
//     holder: Holder (not captured: 'holder' is a ref struct, which cannot be shown.)
//     other: Int32 3
//     @return: Int32 3

namespace Shapes.RefFields;

public ref struct Holder
{
    private ref int _value;

    public Holder(ref int value) => _value = ref value;

    public void Set(int value) => _value = value;
}

public static class Holders
{
    public static int Use(scoped Holder holder, scoped ref int other)
    {
        holder.Set(8);
        other++;
        return other;
    }
}

public static class Asset
{
    public static string Run()
    {
        var (a, b) = (1, 2);
        return Holders.Use(new Holder(ref a), ref b) + "," + a;
    }
}
