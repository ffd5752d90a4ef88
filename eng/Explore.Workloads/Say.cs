using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;

namespace Explore.Workloads;

/// <summary>Prints results so that any change in them is seen.</summary>
internal static class Say
{
    public static void Line(string what, object value) => Console.WriteLine($"{what}: {Text(value)}");

    /// <summary>Length and digest of something long.</summary>
    public static void Digest(string what, byte[] bytes) => Console.WriteLine($"{what}: {bytes.Length} bytes {Convert.ToHexString(SHA256.HashData(bytes))[..24]}");

    public static void Digest(string what, string text) => Digest(what, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>What an action throws: type, message, and the methods of the stack.</summary>
    public static void Throws(string what, Action action)
    {
        try
        {
            action();
            Line(what, "nothing thrown");
        }
        catch (Exception e)
        {
            Line(what, e);
        }
    }

    /// <summary>Text that looks random and is not.</summary>
    public static string Words(int count, int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => (char)('a' + random.Next(26)))])));
    }

    public static byte[] Bytes(int count, int seed)
    {
        // Half of it repeats, so that compression has something to do.
        var random = new Random(seed);
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = i > 64 && random.Next(4) != 0 ? bytes[i - 1 - random.Next(60)] : (byte)random.Next(256);

        return bytes;
    }

    private static string Text(object value) => value switch
    {
        null => "null",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        Exception e => e.ToString(),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => "[" + string.Join(", ", items.Cast<object>().Select(Text)) + "]",
        _ => value.ToString(),
    };
}
