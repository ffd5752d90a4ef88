using System;
using System.IO;
using System.Linq;
using System.Text;
using ICSharpCode.SharpZipLib.BZip2;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.GZip;
using ICSharpCode.SharpZipLib.Tar;
using ICSharpCode.SharpZipLib.Zip;
using K4os.Compression.LZ4;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Explore.Workloads.Packages;

internal static class Bytes
{
    public static void Zip()
    {
        var data = Say.Bytes(120_000, 7);
        var time = new DateTime(2020, 2, 29, 12, 0, 0, DateTimeKind.Utc);
        var file = new MemoryStream();
        using (var zip = new ZipOutputStream(file) { IsStreamOwner = false })
        {
            zip.SetLevel(9);
            zip.PutNextEntry(new ZipEntry("a/data.bin") { DateTime = time });
            zip.Write(data);
            zip.PutNextEntry(new ZipEntry("words.txt") { DateTime = time, Comment = "words" });
            zip.Write(Encoding.UTF8.GetBytes(Say.Words(3000, 3)));
            zip.CloseEntry();
        }

        Say.Digest("zip", file.ToArray());
        using (var zip = new ZipFile(new MemoryStream(file.ToArray())))
        {
            foreach (ZipEntry entry in zip)
            {
                using var content = new MemoryStream();
                zip.GetInputStream(entry).CopyTo(content);
                Say.Line(entry.Name, entry.Size + " " + entry.CompressedSize + " " + entry.Crc);
                Say.Digest("content", content.ToArray());
            }

            Say.Line("test", zip.TestArchive(true));
        }

        foreach (var (name, pack, unpack) in ((string, Func<Stream, Stream>, Func<Stream, Stream>)[])
            [
                ("bzip2", static s => new BZip2OutputStream(s, 3) { IsStreamOwner = false }, static s => new BZip2InputStream(s)),
                ("gzip", static s => new GZipOutputStream(s) { IsStreamOwner = false, ModifiedTime = new DateTime(2020, 1, 1) }, static s => new GZipInputStream(s)),
            ])
        {
            var packed = new MemoryStream();
            using (var stream = pack(packed))
                stream.Write(data);
            Say.Digest(name, packed.ToArray());
            using var again = unpack(new MemoryStream(packed.ToArray()));
            var result = new MemoryStream();
            again.CopyTo(result);
            Say.Line("same", result.ToArray().AsSpan().SequenceEqual(data));
        }

        var tar = new MemoryStream();
        using (var archive = new TarOutputStream(tar, Encoding.UTF8) { IsStreamOwner = false })
        {
            var entry = TarEntry.CreateTarEntry("x.bin");
            entry.Size = data.Length;
            entry.ModTime = time;
            archive.PutNextEntry(entry);
            archive.Write(data);
            archive.CloseEntry();
        }

        Say.Digest("tar", tar.ToArray());
        var checksum = new Adler32();
        checksum.Update(data);
        Say.Line("adler", checksum.Value);
        file.Position = 0;
        Say.Throws("broken", () => new ZipFile(new MemoryStream(data)));
    }

    public static void Lz4()
    {
        foreach (var size in (int[])[0, 1, 13, 1000, 70_000])
        {
            var data = Say.Bytes(size, size);
            foreach (var level in (LZ4Level[])[LZ4Level.L00_FAST, LZ4Level.L03_HC, LZ4Level.L10_OPT, LZ4Level.L12_MAX])
            {
                var target = new byte[LZ4Codec.MaximumOutputSize(size)];
                var length = LZ4Codec.Encode(data, target, level);
                var back = new byte[size];
                Say.Digest($"{size} {level}", target[..Math.Max(0, length)]);
                Say.Line("decoded", LZ4Codec.Decode(target.AsSpan(0, Math.Max(0, length)), back) + " " + back.AsSpan().SequenceEqual(data));
                Say.Line("pickled", LZ4Pickler.Unpickle(LZ4Pickler.Pickle(data, level)).AsSpan().SequenceEqual(data));
            }
        }

        Say.Line("broken", LZ4Codec.Decode(Say.Bytes(50, 1), new byte[10]));
    }

    public static void Zstandard()
    {
        var data = Say.Bytes(90_000, 5);
        foreach (var level in (int[])[1, 3, 9, 19])
        {
            using var compressor = new ZstdSharp.Compressor(level);
            using var decompressor = new ZstdSharp.Decompressor();
            var packed = compressor.Wrap(data).ToArray();
            Say.Digest("level " + level, packed);
            Say.Line("same", decompressor.Unwrap(packed).SequenceEqual(data));
        }

        var file = new MemoryStream();
        using (var stream = new ZstdSharp.CompressionStream(file, 5, leaveOpen: true))
        {
            for (var i = 0; i < data.Length; i += 1000)
                stream.Write(data, i, Math.Min(1000, data.Length - i));
        }

        Say.Digest("stream", file.ToArray());
        file.Position = 0;
        using var unpacked = new MemoryStream();
        using (var stream = new ZstdSharp.DecompressionStream(file))
            stream.CopyTo(unpacked);
        Say.Line("same", unpacked.ToArray().AsSpan().SequenceEqual(data));
        Say.Throws("broken", () => new ZstdSharp.Decompressor().Unwrap(data));
    }

    public static void Cryptography()
    {
        var data = Say.Bytes(5000, 11);
        foreach (var name in (string[])["MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256", "RIPEMD160", "WHIRLPOOL", "BLAKE2B-512", "TIGER", "SM3", "GOST3411"])
            Say.Digest(name, DigestUtilities.CalculateDigest(name, data));
        foreach (var name in (string[])["AES/CBC/PKCS7", "DESede/ECB/PKCS7", "Blowfish/CFB", "Serpent/CTR/NoPadding", "Camellia/OFB/NoPadding", "CAST5/CBC/PKCS7"])
        {
            var cipher = CipherUtilities.GetCipher(name);
            var key = ParameterUtilities.CreateKeyParameter(name[..name.IndexOf('/')], Say.Bytes(name.StartsWith("DES", StringComparison.Ordinal) ? 24 : 16, 2));
            var block = cipher.GetBlockSize();
            var parameters = name.Contains("ECB", StringComparison.Ordinal) ? (Org.BouncyCastle.Crypto.ICipherParameters)key : new ParametersWithIV(key, Say.Bytes(Math.Max(8, block == 0 ? 16 : name.StartsWith("Bl", StringComparison.Ordinal) || name.StartsWith("CAST", StringComparison.Ordinal) ? 8 : 16), 3));
            cipher.Init(true, parameters);
            var secret = cipher.DoFinal(data);
            Say.Digest(name, secret);
            cipher.Init(false, parameters);
            Say.Line("same", cipher.DoFinal(secret).AsSpan().SequenceEqual(data));
        }

        var gcm = new GcmBlockCipher(new AesEngine());
        gcm.Init(true, new AeadParameters(new KeyParameter(Say.Bytes(16, 4)), 128, Say.Bytes(12, 5), [1, 2, 3]));
        var sealed_ = new byte[gcm.GetOutputSize(data.Length)];
        gcm.DoFinal(sealed_, gcm.ProcessBytes(data, 0, data.Length, sealed_, 0));
        Say.Digest("gcm", sealed_);

        var curve = ECNamedCurveTable.GetByName("secp256r1");
        var domain = new ECDomainParameters(curve);
        var d = new BigInteger(1, Say.Bytes(31, 6));
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(true, new ECPrivateKeyParameters(d, domain));
        var hash = DigestUtilities.CalculateDigest("SHA-256", data);
        var signature = signer.GenerateSignature(hash);
        Say.Line("ecdsa", signature.Select(static s => s.ToString(16)));
        signer.Init(false, new ECPublicKeyParameters(domain.G.Multiply(d).Normalize(), domain));
        Say.Line("valid", signer.VerifySignature(hash, signature[0], signature[1]));
        var ed = new Ed25519PrivateKeyParameters(Say.Bytes(32, 8));
        var edSigner = new Ed25519Signer();
        edSigner.Init(true, ed);
        edSigner.BlockUpdate(data, 0, data.Length);
        Say.Digest("ed25519", edSigner.GenerateSignature());

        var n = new BigInteger("170141183460469231731687303715884105727");
        Say.Line("mod pow", new BigInteger("123456789012345678901234567890").ModPow(new BigInteger("65537"), n));
        Say.Line("prime", n.IsProbablePrime(40));
        Say.Digest("scrypt", SCrypt.Generate(Say.Bytes(8, 1), Say.Bytes(8, 2), 256, 8, 1, 32));
        var sequence = new DerSequence(DerInteger.ValueOf(42), new DerOctetString(data[..10]), new DerUtf8String("text"), new DerObjectIdentifier("1.2.840.113549"));
        Say.Digest("asn1", sequence.GetEncoded());
        Say.Line("parsed", Asn1Object.FromByteArray(sequence.GetEncoded()).ToString());
        Say.Throws("bad key", () => new AesEngine().Init(true, new KeyParameter(new byte[5])));
        Say.Throws("bad asn1", () => Asn1Object.FromByteArray([0x30, 0x05, 1]));
    }
}
