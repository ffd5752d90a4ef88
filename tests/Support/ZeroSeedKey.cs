using System;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Weaver.Tests.Support;

/// <summary>Ed25519 signatures (RFC 8032) with the key whose seed is all zeros, as test servers of the protocol use it. Secret to nobody.</summary>
internal static class ZeroSeedKey
{
    private static readonly BigInteger s_prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger s_order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger s_curve = Reduce(-121665 * Invert(121666));
    private static readonly Point s_base = BasePoint();
    private static readonly byte[] s_expanded = SHA512.HashData(new byte[32]);
    private static readonly BigInteger s_scalar = Scalar();

    public static byte[] Public { get; } = Encode(Multiply(s_base, s_scalar));

    public static byte[] Sign(byte[] text)
    {
        var nonce = Number(SHA512.HashData([.. s_expanded.AsSpan(32), .. text])) % s_order;
        var commitment = Encode(Multiply(s_base, nonce));
        var challenge = Number(SHA512.HashData([.. commitment, .. Public, .. text])) % s_order;
        return [.. commitment, .. Bytes((nonce + (challenge * s_scalar)) % s_order)];
    }

    private static BigInteger Scalar()
    {
        var bytes = s_expanded.AsSpan(0, 32).ToArray();
        bytes[0] &= 248;
        bytes[31] = (byte)((bytes[31] & 127) | 64);
        return Number(bytes);
    }

    private static Point BasePoint()
    {
        var y = Reduce(4 * Invert(5));
        var square = Reduce((y * y - 1) * Invert(s_curve * y * y + 1));
        var x = BigInteger.ModPow(square, (s_prime + 3) / 8, s_prime);
        if (Reduce(x * x - square) != 0)
            x = Reduce(x * BigInteger.ModPow(2, (s_prime - 1) / 4, s_prime));
        if (!x.IsEven)
            x = s_prime - x;
        return new Point(x, y, 1);
    }

    // In projective coordinates, with one formula for all points.
    private static Point Add(Point p, Point q)
    {
        var a = Reduce(p.Z * q.Z);
        var b = Reduce(a * a);
        var (c, d) = (Reduce(p.X * q.X), Reduce(p.Y * q.Y));
        var e = Reduce(s_curve * c * d);
        var (f, g) = (b - e, b + e);
        return new Point(Reduce(a * f * ((p.X + p.Y) * (q.X + q.Y) - c - d)), Reduce(a * g * (d + c)), Reduce(f * g));
    }

    private static Point Multiply(Point point, BigInteger times)
    {
        var sum = new Point(0, 1, 1);
        for (; times > 0; times >>= 1, point = Add(point, point))
        {
            if (!times.IsEven)
                sum = Add(sum, point);
        }

        return sum;
    }

    private static byte[] Encode(Point point)
    {
        var inverse = Invert(point.Z);
        var bytes = Bytes(Reduce(point.Y * inverse));
        if (!Reduce(point.X * inverse).IsEven)
            bytes[31] |= 128;
        return bytes;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static BigInteger Reduce(BigInteger number) => ((number % s_prime) + s_prime) % s_prime;

    private static BigInteger Invert(BigInteger number) => BigInteger.ModPow(Reduce(number), s_prime - 2, s_prime);

    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z);
}
