using System;
using System.Runtime.CompilerServices;

namespace Weaver.Capture;

/// <summary>Writes the fields of one type without reflection.</summary>
/// <remarks>Stateless and shared by all threads. Reads fields only; runs no code of the type.</remarks>
internal abstract class ValueCollector
{
    /// <summary>For each field: <c>if (fields.Begin("name", typeof(T))) capturer.Value(in field);</c></summary>
    /// <param name="value">An object of exactly the type that the collector is registered for.</param>
    /// <param name="capturer">Takes the value of the field begun last.</param>
    /// <param name="fields">Takes the names and keeps the limits.</param>
    public abstract void WriteFields(object value, ValueCapturer capturer, ref FieldWriter fields);
}

/// <summary>Generated collectors by type.</summary>
/// <remarks>Safe for any number of threads. Types are held weakly, so that collectible assemblies can go.</remarks>
internal sealed class CollectorTable
{
    public static readonly CollectorTable Shared = new();

    private readonly ConditionalWeakTable<Type, ValueCollector> _collectors = [];
    private volatile bool _any;

    /// <summary>The last registration for a type counts.</summary>
    public void Register(Type type, ValueCollector collector)
    {
        _collectors.AddOrUpdate(type, collector);
        _any = true;
    }

    public ValueCollector? Find(Type type) =>
        _any && _collectors.TryGetValue(type, out var collector) ? collector : null;
}
