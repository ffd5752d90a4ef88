using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Reflection;
using System.Threading;
using Weaver.Common;

namespace Weaver.Hooks;

/// <summary>The woven modules of this process and their gates.</summary>
/// <remarks>Any thread may call. Registration happens inside module initializers, so it only notes what it is given.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Gates
{
    private static readonly Lock s_lock = new();

    // By number. A module that was unloaded leaves an empty place, since numbers are never given twice.
    private static readonly List<WovenModule?> s_modules = [];

    /// <summary>Told of each module that registers, on the thread of its module initializer: listeners only wake somebody else.</summary>
    internal static event Action? ModuleRegistered;

    /// <summary>Called by the module initializer of a woven assembly. Returns the number that its twins pass to every hook.</summary>
    /// <param name="holder">The generated holder class.</param>
    /// <param name="count">Number of gates.</param>
    /// <param name="gateFunction">Address of the holder's <c>static ref byte Gate(int)</c>.</param>
    public static int Register(RuntimeTypeHandle holder, int count, nint gateFunction) =>
        Register(Type.GetTypeFromHandle(holder)!.Assembly, count, gateFunction, manifest: null).Id;

    /// <summary>The modules that are loaded. Lets go of what was kept for those that are not any more.</summary>
    internal static WovenModule[] Modules
    {
        get
        {
            lock (s_lock)
            {
                var loaded = new List<WovenModule>(s_modules.Count);
                for (var id = 0; id < s_modules.Count; id++)
                {
                    if (s_modules[id] is not { } module)
                        continue;

                    if (module.Assembly is not null)
                    {
                        loaded.Add(module);
                        continue;
                    }

                    s_modules[id] = null;
                    MethodTable.Release(id);
                }

                return [.. loaded];
            }
        }
    }

    /// <summary>The module of that number, or null when it was unloaded.</summary>
    internal static WovenModule? Find(int id)
    {
        lock (s_lock)
            return (uint)id < (uint)s_modules.Count ? s_modules[id] : null;
    }

    internal static WovenModule Register(Assembly assembly, int count, nint gateFunction, byte[]? manifest)
    {
        WovenModule module;
        lock (s_lock)
        {
            module = new WovenModule(s_modules.Count, assembly, count, (delegate*<int, ref byte>)gateFunction, manifest);
            s_modules.Add(module);
        }

        try
        {
            ModuleRegistered?.Invoke();
        }
        catch (Exception e)
        {
            // An exception here would make the user's assembly unusable.
            SelfLog.Once("moduleRegistered", e);
        }

        return module;
    }
}

/// <summary>One woven module: where its manifest and its gates are.</summary>
internal sealed unsafe class WovenModule(int id, Assembly assembly, int count, delegate*<int, ref byte> gate, byte[]? manifest)
{
    // Weak, so that a collectible load context can go; the function pointer is only called while the assembly lives.
    private readonly WeakReference<Assembly> _assembly = new(assembly);
    private readonly delegate*<int, ref byte> _gate = gate;
    private readonly byte[]? _manifest = manifest;

    public int Id { get; } = id;

    public int Count { get; } = count;

    public string Name { get; } = assembly.GetName().Name ?? "";

    public Assembly? Assembly => _assembly.TryGetTarget(out var assembly) ? assembly : null;

    /// <summary>The bytes of the embedded manifest; null when the resource is missing or the module has been unloaded.</summary>
    public byte[]? ReadManifest()
    {
        if (_manifest is not null)
            return _manifest;

        using var stream = Assembly?.GetManifestResourceStream(Contract.HookNames.ManifestResource);
        if (stream is null)
            return null;

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Opens or shuts a gate; false when the module has been unloaded.</summary>
    public bool TrySet(int method, byte value)
    {
        if ((uint)method >= (uint)Count || !_assembly.TryGetTarget(out var assembly))
            return false;

        Volatile.Write(ref _gate(method), value);
        GC.KeepAlive(assembly);
        return true;
    }

    /// <summary>Value of a gate; 0 when the module has been unloaded.</summary>
    public byte Get(int method)
    {
        if ((uint)method >= (uint)Count || !_assembly.TryGetTarget(out var assembly))
            return 0;

        var value = Volatile.Read(ref _gate(method));
        GC.KeepAlive(assembly);
        return value;
    }
}
