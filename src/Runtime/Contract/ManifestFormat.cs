using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Weaver.Contract;

/// <summary>
/// Reads and writes the embedded manifest. Layout: the magic <c>WVRM</c>, a format version, the sizes of what follows
/// unpacked and packed, and packed with Deflate: a table of distinct strings, then the records. Numbers are unsigned
/// LEB128, strings are indexes into the table.
/// </summary>
internal static class ManifestFormat
{
    /// <summary>Raised with every change of the layout. A reader refuses other versions by name.</summary>
    public const int Version = 3;

    /// <summary>No manifest of a real assembly comes near this; larger ones are refused before anything is allocated.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    private static readonly byte[] Magic = { (byte)'W', (byte)'V', (byte)'R', (byte)'M' };

    public static byte[] Write(Manifest manifest) => Pack(WriteRecords(manifest));

    /// <summary>What is packed. The same for the same manifest, while packing depends on the runtime that does it.</summary>
    public static byte[] WriteRecords(Manifest manifest)
    {
        var strings = new StringTable();
        var body = new MemoryStream();
        WriteManifest(new Output(body, strings), manifest);

        var result = new MemoryStream();
        var head = new Output(result, strings);
        head.Number(strings.All.Count);
        foreach (var text in strings.All)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            head.Number(bytes.Length);
            result.Write(bytes, 0, bytes.Length);
        }

        body.Position = 0;
        body.CopyTo(result);
        return result.ToArray();
    }

    public static byte[] Pack(byte[] records)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(records, 0, records.Length);

        var result = new MemoryStream();
        result.Write(Magic, 0, Magic.Length);
        var head = new Output(result, new StringTable());
        head.Number(Version);
        head.Number(records.Length);
        head.Number((int)packed.Length);
        packed.Position = 0;
        packed.CopyTo(result);
        return result.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not a manifest of this version, or are cut or damaged.</exception>
    public static Manifest Read(byte[] bytes)
    {
        if (bytes.Length > MaxBytes)
            throw new InvalidDataException($"The manifest has {bytes.Length} bytes; at most {MaxBytes} are read.");

        var input = new Input(bytes);
        foreach (var expected in Magic)
        {
            if (input.Byte() != expected)
                throw new InvalidDataException("The resource does not start with the mark of a Weaver manifest.");
        }

        var version = input.Number();
        if (version != Version)
        {
            throw new InvalidDataException(
                $"The manifest has format version {version}, but this runtime reads version {Version}. Use the Weaver package and runtime of one release.");
        }

        var records = new Input(input.Unpack());
        records.ReadStrings();
        return ReadManifest(records);
    }

    private static void WriteManifest(Output output, Manifest manifest)
    {
        output.Text(manifest.WeaverVersion);
        output.Text(manifest.AssemblyName);
        output.Text(manifest.ContentHash);
        output.Text(manifest.Policy);
        output.Flag(manifest.HasSymbols);
        output.Texts(manifest.Documents);
        output.Number(manifest.Methods.Length);
        foreach (var method in manifest.Methods)
            WriteMethod(output, method);

        output.Number(manifest.LeftOut.Length);
        foreach (var method in manifest.LeftOut)
        {
            output.Text(method.TypeName);
            output.Text(method.Name);
            output.Texts(method.ParameterTypes);
            output.Text(method.RuleId);
            output.Text(method.Detail);
        }
    }

    private static Manifest ReadManifest(Input input)
    {
        var manifest = new Manifest
        {
            WeaverVersion = input.Text(),
            AssemblyName = input.Text(),
            ContentHash = input.Text(),
            Policy = input.Text(),
            HasSymbols = input.Flag(),
            Documents = input.Texts(),
        };
        manifest.Methods = new ManifestMethod[input.Count()];
        for (var i = 0; i < manifest.Methods.Length; i++)
            manifest.Methods[i] = ReadMethod(input, manifest.Documents.Length);

        manifest.LeftOut = new LeftOutMethod[input.Count()];
        for (var i = 0; i < manifest.LeftOut.Length; i++)
        {
            manifest.LeftOut[i] = new LeftOutMethod
            {
                TypeName = input.Text(),
                Name = input.Text(),
                ParameterTypes = input.Texts(),
                RuleId = input.Text(),
                Detail = input.Text(),
            };
        }

        return manifest;
    }

    private static void WriteMethod(Output output, ManifestMethod method)
    {
        output.Text(method.TypeName);
        output.Text(method.Name);
        output.Number((int)method.Traits);
        output.Number(method.GenericArity);
        output.Texts(method.ParameterTypes);
        output.Text(method.ReturnType);
        output.Number(method.SlotCount);
        output.Number(method.Variables.Length);
        foreach (var variable in method.Variables)
        {
            output.Text(variable.Name);
            output.Text(variable.TypeName);
            output.Number((int)variable.Kind | ((int)variable.Reason << 2) | (variable.IsOut ? 128 : 0) | (variable.IsSensitive ? 256 : 0));
            output.Number(variable.Slot + 1);
        }

        output.Bytes(method.ExitLive);
        output.Number(method.Document + 1);
        output.Number(method.Sites.Length);
        var (line, offset) = (0, 0);
        foreach (var site in method.Sites)
        {
            output.Signed(site.Line - line);
            output.Number(site.Column);
            output.Number(site.EndLine - site.Line);
            output.Number(site.Offset - offset);
            output.Bytes(site.Live);
            (line, offset) = (site.Line, site.Offset);
        }
    }

    private static ManifestMethod ReadMethod(Input input, int documents)
    {
        var method = new ManifestMethod
        {
            TypeName = input.Text(),
            Name = input.Text(),
            Traits = (MethodTraits)input.Number(),
            GenericArity = input.Number(),
            ParameterTypes = input.Texts(),
            ReturnType = input.Text(),
            SlotCount = input.Number(),
            Variables = new ManifestVariable[input.Count()],
        };
        for (var i = 0; i < method.Variables.Length; i++)
        {
            var variable = new ManifestVariable { Name = input.Text(), TypeName = input.Text() };
            var bits = input.Number();
            variable.Kind = (VariableKind)(bits & 3);
            variable.Reason = (UnreadableReason)((bits >> 2) & 31);
            variable.IsOut = (bits & 128) != 0;
            variable.IsSensitive = (bits & 256) != 0;
            variable.Slot = input.Number() - 1;
            if (variable.Slot >= method.SlotCount)
                throw new InvalidDataException("A variable of the manifest has a slot outside its frame.");

            method.Variables[i] = variable;
        }

        method.ExitLive = input.Bytes();
        method.Document = input.Number() - 1;
        if (method.Document >= documents)
            throw new InvalidDataException("A method of the manifest names a source file that the manifest lacks.");

        method.Sites = new ManifestSite[input.Count()];
        var (line, offset) = (0, 0);
        for (var i = 0; i < method.Sites.Length; i++)
        {
            line += input.Signed();
            var site = new ManifestSite { Line = line, Column = input.Number() };
            site.EndLine = line + input.Number();
            offset += input.Number();
            site.Offset = offset;
            site.Live = input.Bytes();
            method.Sites[i] = site;
        }

        return method;
    }

    private sealed class StringTable
    {
        private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

        public List<string> All { get; } = new();

        public int IndexOf(string text)
        {
            if (!_indexes.TryGetValue(text, out var index))
            {
                index = All.Count;
                _indexes.Add(text, index);
                All.Add(text);
            }

            return index;
        }
    }

    private sealed class Output(Stream stream, StringTable strings)
    {
        public void Number(int value)
        {
            var rest = (uint)value;
            while (rest >= 0x80)
            {
                stream.WriteByte((byte)(rest | 0x80));
                rest >>= 7;
            }

            stream.WriteByte((byte)rest);
        }

        public void Signed(int value) => Number((value << 1) ^ (value >> 31));

        public void Flag(bool value) => stream.WriteByte(value ? (byte)1 : (byte)0);

        public void Text(string value) => Number(strings.IndexOf(value));

        public void Texts(string[] values)
        {
            Number(values.Length);
            foreach (var value in values)
                Text(value);
        }

        public void Bytes(byte[] value)
        {
            Number(value.Length);
            stream.Write(value, 0, value.Length);
        }
    }

    private sealed class Input(byte[] bytes)
    {
        private string[] _strings = Array.Empty<string>();
        private int _position;

        public byte Byte()
        {
            if (_position >= bytes.Length)
                throw new InvalidDataException("The manifest ends too early.");

            return bytes[_position++];
        }

        public int Number()
        {
            uint value = 0;
            for (var shift = 0; shift < 35; shift += 7)
            {
                var next = Byte();
                value |= (uint)(next & 0x7f) << shift;
                if (next < 0x80)
                    return (int)value;
            }

            throw new InvalidDataException("A number of the manifest is too long.");
        }

        /// <summary>A number of records: each takes a byte at least, so a larger count than bytes left is damage.</summary>
        public int Count()
        {
            var count = Number();
            if (count < 0 || count > bytes.Length - _position)
                throw new InvalidDataException("A count of the manifest is larger than what follows it.");

            return count;
        }

        public int Signed()
        {
            var value = (uint)Number();
            return (int)(value >> 1) ^ -(int)(value & 1);
        }

        public bool Flag() => Byte() != 0;

        public string Text()
        {
            var index = Number();
            if ((uint)index >= (uint)_strings.Length)
                throw new InvalidDataException("A string index of the manifest is out of range.");

            return _strings[index];
        }

        public string[] Texts()
        {
            var values = new string[Count()];
            for (var i = 0; i < values.Length; i++)
                values[i] = Text();

            return values;
        }

        public byte[] Bytes()
        {
            var count = Count();
            var value = new byte[count];
            Array.Copy(bytes, _position, value, 0, count);
            _position += count;
            return value;
        }

        public byte[] Unpack()
        {
            var (size, packed) = (Number(), Number());
            if (size < 0 || size > MaxBytes)
                throw new InvalidDataException($"The manifest says that it has {(uint)size} bytes unpacked; at most {MaxBytes} are read.");
            if (packed != bytes.Length - _position)
                throw new InvalidDataException("The manifest ends too early, or something follows it.");

            using var deflate = new DeflateStream(new MemoryStream(bytes, _position, packed), CompressionMode.Decompress);

            // Grows with what is really there: a damaged size must not have us allocate it.
            var records = new MemoryStream();
            var piece = new byte[Math.Min(size + 1, 64 * 1024)];
            for (int read; records.Length <= size && (read = deflate.Read(piece, 0, piece.Length)) > 0;)
                records.Write(piece, 0, read);

            return records.Length == size
                ? records.ToArray()
                : throw new InvalidDataException("The manifest is damaged: it unpacks to another size than it says.");
        }

        public void ReadStrings()
        {
            var values = new string[Count()];
            for (var i = 0; i < values.Length; i++)
            {
                var length = Count();
                values[i] = Encoding.UTF8.GetString(bytes, _position, length);
                _position += length;
            }

            _strings = values;
        }
    }
}
