using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Weaver.Contract;
using Weaver.Frames;

namespace Weaver.Signals;

/// <summary>The type whose static fields belong to a method. Keeps no assembly from being unloaded. Immutable.</summary>
internal sealed class DeclaringType
{
    private readonly WeakReference<Type>? _type;
    private readonly int _thisSlot = -1;

    /// <param name="assembly">Where the method is; null when it has gone.</param>
    /// <param name="method">The method.</param>
    public DeclaringType(Assembly? assembly, ManifestMethod method)
    {
        if (Find(assembly, AuthorsType(method.TypeName)) is not { } type)
            return;

        // Of a generic type only the running method knows its arguments, and only where it has a "this" of that type.
        if (type.ContainsGenericParameters)
            _thisSlot = Array.Find(method.Variables, v => v.Kind == VariableKind.This)?.Slot ?? -1;
        else
            _type = new WeakReference<Type>(type);
    }

    /// <summary>The type as it is for one call; null when it cannot be told.</summary>
    public Type? Of(FrameView frame)
    {
        if (_type is not null)
            return _type.TryGetTarget(out var type) ? type : null;
        if (_thisSlot < 0)
            return null;

        _ = ref frame.Address(_thisSlot, out var slot);
        return slot?.Type;
    }

    // Lambdas stand in classes that the compiler nests in the author's.
    private static string AuthorsType(string typeName)
    {
        var end = typeName.IndexOf("+<", StringComparison.Ordinal);
        return end < 0 ? typeName : typeName[..end];
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A type that trimming removed has no method to probe.")]
    private static Type? Find(Assembly? assembly, string name) => assembly?.GetType(name);
}
