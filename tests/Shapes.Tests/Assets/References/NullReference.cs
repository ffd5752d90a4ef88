// shape: Argument and local that are null references
// rows: 87, 88
// probe: Nulls::Look
//   entry
//     argument: Byte (not captured: the reference refers to nothing)
//     number: Int32 3
//   return
//     argument: Byte (not captured: the reference refers to nothing)
//     number: Int32 3
//     local: Byte (not captured: ref, not read)
//     missing: Boolean True
//     @return: String "True3"
// line: A
//   hit
//     argument: Byte (not captured: the reference refers to nothing)
//     number: Int32 3
//     local: Byte (not captured: ref, not read)
//     missing: Boolean True

namespace Shapes.NullReference;

public static class Nulls
{
    public static string Look(ref byte argument, int number)
    {
        ref var local = ref Unsafe.NullRef<byte>();
        var missing = Unsafe.IsNullRef(ref argument) && Unsafe.IsNullRef(ref local);
        if (number > 5)
            local++;

        return missing.ToString() + number; // line A
    }
}

public static class Asset
{
    public static string Run() => Nulls.Look(ref Unsafe.NullRef<byte>(), 3);
}
