using System.Threading;

namespace Weaver.Common;

/// <summary>One named number that only grows. Keep the object where increments are hot; any thread may call.</summary>
internal sealed class Counter(string name)
{
    private long _value;

    public string Name { get; } = name;

    public long Value => Volatile.Read(ref _value);

    public void Increment() => Interlocked.Increment(ref _value);

    public void Add(long count) => Interlocked.Add(ref _value, count);
}
