#!/usr/bin/env python3
"""Writes src/Runtime/Frames/Frame.cs: one frame struct per arity of Contract/FrameArity. Run from the repository root."""

SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32]

# Trimmers keep the fields of every type that a frame can show, although nothing but a capture will ever read them.
KEPT = '[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] '

HEAD = '''using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

// One struct per arity of Contract/FrameArity, all of the same pattern. Written out by eng/frames.py, not by hand.
namespace Weaver.Frames;
'''


def frame(n):
    types = ', '.join(f'{KEPT}T{i}' for i in range(n))
    arguments = ', '.join(f'ref T{i} s{i}' for i in range(n))
    assignments = '\n'.join(f'        S{i} = ref s{i};' for i in range(n))
    fields = '\n'.join(f'    public ref T{i} S{i};' for i in range(n))
    slot_types = ', '.join(f'SlotType<T{i}>.Instance' for i in range(n))
    cases = '\n'.join(f'            case {i}: return ref Unsafe.As<T{i}, byte>(ref S{i});' for i in range(n))
    return f'''
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<{types}> : IFrame
{{
{fields}

    public Frame({arguments})
    {{
{assignments}
    }}

    public static SlotType[] CreateSlotTypes() => [{slot_types}];

    public ref byte Slot(int index)
    {{
        switch (index)
        {{
{cases}
            default: return ref Unsafe.NullRef<byte>();
        }}
    }}
}}
'''


if __name__ == '__main__':
    with open('src/Runtime/Frames/Frame.cs', 'w', newline='\n') as out:
        out.write(HEAD + ''.join(frame(n) for n in SIZES))
