using System;
using System.Collections.Generic;
using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;
using MethodBody = Mono.Cecil.Cil.MethodBody;

namespace Weaver.Engine.Eligibility;

/// <summary>What a policy wants to know of a body.</summary>
/// <param name="codeSize">Bytes of IL.</param>
/// <param name="hasHandlers">Whether it has exception regions.</param>
/// <param name="hasLoop">Whether some branch leads back.</param>
internal readonly struct BodyOutline(int codeSize, bool hasHandlers, bool hasLoop)
{
    public int CodeSize { get; } = codeSize;

    public bool HasHandlers { get; } = hasHandlers;

    public bool HasLoop { get; } = hasLoop;

    public static BodyOutline Of(MethodBody body)
        => new(body.CodeSize, body.HasExceptionHandlers, FindLoop(body));

    private static bool FindLoop(MethodBody body)
    {
        foreach (var instruction in body.Instructions)
        {
            foreach (var target in instruction.Targets())
            {
                if (target.Offset <= instruction.Offset)
                    return true;
            }
        }

        return false;
    }
}

/// <summary>
/// Reads outlines of bodies from the bytes of the assembly as it lies on disk. A body that Cecil has never loaded keeps
/// its bytes when the module is written, which is exact, and several times faster than taking it apart and encoding it anew.
/// </summary>
internal sealed class BodyOutlines
{
    private const int SectionHeaderSize = 40;
    private const int FatHeader = 3;
    private const int TinyHeader = 2;
    private const int MoreSections = 8;

    private static readonly OpCode?[] OneByte = new OpCode?[256];
    private static readonly OpCode?[] TwoBytes = new OpCode?[256];

    private readonly byte[] _image;
    private readonly List<(int Address, int Size, int Offset)> _sections = new();

    static BodyOutlines()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var opcode = (OpCode)field.GetValue(null);
            (opcode.Size == 1 ? OneByte : TwoBytes)[opcode.Value & 0xff] = opcode;
        }
    }

    /// <param name="image">The file.</param>
    public BodyOutlines(byte[] image)
    {
        _image = image;
        var header = Int(0x3c) + 4;
        var section = header + 20 + UShort(header + 16);
        for (var i = UShort(header + 2); i > 0; i--, section += SectionHeaderSize)
            _sections.Add((Int(section + 12), Int(section + 16), Int(section + 20)));
    }

    /// <summary>False when the bytes are not those of a body; loading it tells what is wrong.</summary>
    public bool TryRead(MethodDefinition method, out BodyOutline outline)
    {
        outline = default;
        try
        {
            return OffsetOf(method.RVA) is var offset and > 0 && TryRead(offset, out outline);
        }
        catch (IndexOutOfRangeException)
        {
            return false;
        }
    }

    private bool TryRead(int offset, out BodyOutline outline)
    {
        var flags = _image[offset];
        var isFat = (flags & 3) == FatHeader;
        outline = default;
        if (!isFat && (flags & 3) != TinyHeader)
            return false;

        var size = isFat ? Int(offset + 4) : flags >> 2;
        if (TryFindLoop(offset + (isFat ? 12 : 1), size) is not { } hasLoop)
            return false;

        outline = new BodyOutline(size, isFat && (flags & MoreSections) != 0, hasLoop);
        return true;
    }

    // Null when there is a byte that is no instruction.
    private bool? TryFindLoop(int start, int size)
    {
        var at = start;
        while (at < start + size)
        {
            var first = at;
            var opcode = _image[at] == 0xfe ? TwoBytes[_image[++at]] : OneByte[_image[at]];
            if (opcode is not { } known)
                return null;

            at++;
            switch (known.OperandType)
            {
                case OperandType.ShortInlineBrTarget:
                    if (at + 1 + (sbyte)_image[at] <= first)
                        return true;
                    at++;
                    break;
                case OperandType.InlineBrTarget:
                    if (at + 4 + Int(at) <= first)
                        return true;
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    var count = Int(at);
                    var after = at + 4 + (4 * count);
                    for (at += 4; at < after; at += 4)
                    {
                        if (after + Int(at) <= first)
                            return true;
                    }

                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineI or OperandType.ShortInlineVar or OperandType.ShortInlineArg:
                    at++;
                    break;
                case OperandType.InlineVar or OperandType.InlineArg:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }

        return at == start + size ? false : null;
    }

    private int OffsetOf(int address)
    {
        foreach (var section in _sections)
        {
            if (address >= section.Address && address < section.Address + section.Size)
                return address - section.Address + section.Offset;
        }

        return -1;
    }

    private int Int(int at) => _image[at] | (_image[at + 1] << 8) | (_image[at + 2] << 16) | (_image[at + 3] << 24);

    private int UShort(int at) => _image[at] | (_image[at + 1] << 8);
}
