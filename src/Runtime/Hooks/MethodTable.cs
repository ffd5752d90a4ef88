using System;
using System.Threading;

namespace Weaver.Hooks;

/// <summary>The states of all methods that were ever armed, by module and method number.</summary>
/// <remarks>Reads take no lock: both levels of arrays are replaced or written as a whole.</remarks>
internal static class MethodTable
{
    private static readonly Lock s_lock = new();
    private static volatile MethodState?[]?[] s_modules = [];

    public static MethodState? Find(int module, int method)
    {
        var modules = s_modules;
        if ((uint)module >= (uint)modules.Length || modules[module] is not { } methods || (uint)method >= (uint)methods.Length)
            return null;

        return Volatile.Read(ref methods[method]);
    }

    /// <summary>Forgets a module that was unloaded: no twin of it can ask any more.</summary>
    public static void Release(int module)
    {
        lock (s_lock)
        {
            if (module < s_modules.Length)
                s_modules[module] = null;
        }
    }

    public static MethodState GetOrAdd(WovenModule module, int method)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)method, (uint)module.Count, nameof(method));
        lock (s_lock)
        {
            var modules = s_modules;
            if (module.Id >= modules.Length)
            {
                Array.Resize(ref modules, module.Id + 1);
                s_modules = modules;
            }

            var methods = modules[module.Id] ??= new MethodState?[module.Count];
            if (methods[method] is { } existing)
                return existing;

            var state = new MethodState();
            Volatile.Write(ref methods[method], state);
            return state;
        }
    }
}
