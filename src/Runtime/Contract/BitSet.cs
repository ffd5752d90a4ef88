namespace Weaver.Contract;

/// <summary>Bit sets over the variables of a method, as the manifest stores them: bit n of byte n / 8.</summary>
internal static class BitSet
{
    public static byte[] Create(int bits) => new byte[(bits + 7) / 8];

    public static void Set(byte[] set, int bit) => set[bit >> 3] |= (byte)(1 << (bit & 7));

    public static bool Has(byte[] set, int bit) => (bit >> 3) < set.Length && (set[bit >> 3] & (1 << (bit & 7))) != 0;
}
