using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Reflection;
using System.Threading;

namespace Weaver.Hooks;

/// <summary>The woven modules of this process and their gates.</summary>
/// <remarks>Any thread may call. Registration happens inside module initializers, so it only notes what it is given.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Gates
{
    private static readonly Lock s_lock = new();
    private static readonly List<WovenModule> s_modules = [];

    /// <summary>Called by the module initializer of a woven assembly. Returns the number that its twins pass to every hook.</summary>
    /// <param name="holder">The generated holder class.</param>
    /// <param name="count">Number of gates.</param>
    /// <param name="gateFunction">Address of the holder's <c>static ref byte Gate(int)</c>.</param>
    public static int Register(RuntimeTypeHandle holder, int count, nint gateFunction)
    {
        lock (s_lock)
        {
            s_modules.Add(new WovenModule(s_modules.Count, Type.GetTypeFromHandle(holder)!.Assembly, count, (delegate*<int, ref byte>)gateFunction));
            return s_modules.Count - 1;
        }
    }

    internal static WovenModule[] Modules
    {
        get
        {
            lock (s_lock)
                return [.. s_modules];
        }
    }
}

/// <summary>One woven module: where its manifest and its gates are.</summary>
internal sealed unsafe class WovenModule(int id, Assembly assembly, int count, delegate*<int, ref byte> gate)
{
    // Weak, so that a collectible load context can go; the function pointer is only called while the assembly lives.
    private readonly WeakReference<Assembly> _assembly = new(assembly);
    private readonly delegate*<int, ref byte> _gate = gate;

    public int Id { get; } = id;

    public int Count { get; } = count;

    public Assembly? Assembly => _assembly.TryGetTarget(out var assembly) ? assembly : null;

    /// <summary>Opens or shuts a gate; false when the module has been unloaded.</summary>
    public bool TrySet(int method, byte value)
    {
        if (!_assembly.TryGetTarget(out var assembly))
            return false;

        Volatile.Write(ref _gate(method), value);
        GC.KeepAlive(assembly);
        return true;
    }

    /// <summary>Value of a gate; 0 when the module has been unloaded.</summary>
    public byte Get(int method)
    {
        if (!_assembly.TryGetTarget(out var assembly))
            return 0;

        var value = Volatile.Read(ref _gate(method));
        GC.KeepAlive(assembly);
        return value;
    }
}
