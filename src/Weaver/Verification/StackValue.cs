using Mono.Cecil;

namespace Weaver.Engine.Verification;

/// <summary>What a value on the evaluation stack is, as coarsely as the code needs it.</summary>
internal enum ValueKind : byte
{
    /// <summary>Not known, because a type could not be resolved; fits everywhere.</summary>
    Unknown,
    Int32,
    Int64,

    /// <summary>A native integer or an unmanaged pointer.</summary>
    NativeInt,
    Float,

    /// <summary>A managed reference; the type is what it refers to.</summary>
    Reference,

    /// <summary>An object, boxed values included; without a type it is null or of unknown class.</summary>
    Object,

    /// <summary>"this" of a constructor that has not called its base constructor yet.</summary>
    UninitializedThis,

    /// <summary>A struct; without a type it is one of the runtime's handles.</summary>
    Value,

    /// <summary>A value whose type is a generic parameter.</summary>
    Generic,
}

/// <summary>One value on the evaluation stack, or the content of a variable.</summary>
internal readonly struct StackValue(ValueKind kind, TypeReference? type = null, byte size = 0)
{
    public static readonly StackValue Unknown;
    public static readonly StackValue Int32 = new(ValueKind.Int32);
    public static readonly StackValue Int64 = new(ValueKind.Int64);
    public static readonly StackValue NativeInt = new(ValueKind.NativeInt);
    public static readonly StackValue Float = new(ValueKind.Float);
    public static readonly StackValue AnyReference = new(ValueKind.Reference);
    public static readonly StackValue AnyObject = new(ValueKind.Object);
    public static readonly StackValue AnyValue = new(ValueKind.Value);

    public ValueKind Kind { get; } = kind;

    /// <summary>Bytes in memory of a number, 0 where that does not matter; on the stack all integers below 8 bytes are alike.</summary>
    public byte Size { get; } = size;

    public TypeReference? Type { get; } = type;

    public bool IsInteger => Kind is ValueKind.Int32 or ValueKind.NativeInt or ValueKind.Unknown;

    /// <summary>Something that memory can be read through; pointers of unsafe code count.</summary>
    public bool IsAddress => Kind is ValueKind.Reference or ValueKind.NativeInt or ValueKind.Unknown;

    public bool IsObject => Kind is ValueKind.Object or ValueKind.Unknown;

    public static StackValue ReferenceTo(TypeReference? type) => new(ValueKind.Reference, type);

    public static StackValue ObjectOf(TypeReference? type) => new(ValueKind.Object, type);

    public bool Equals(StackValue other) => Kind == other.Kind && ReferenceEquals(Type, other.Type);

    public override string ToString()
    {
        var type = Type == null ? "" : " " + Type.FullName;
        return Kind switch
        {
            ValueKind.Reference => "a reference to" + (Type == null ? " something" : type),
            ValueKind.Object => "an object" + type,
            ValueKind.UninitializedThis => "an uninitialized this",
            ValueKind.Value => "a value" + type,
            ValueKind.Generic => "a generic" + type,
            ValueKind.NativeInt => "a native integer",
            ValueKind.Float => "a floating-point number",
            ValueKind.Unknown => "an unknown value",
            _ => "an " + Kind,
        };
    }
}
