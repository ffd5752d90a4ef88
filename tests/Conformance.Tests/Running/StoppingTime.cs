using System;

namespace Weaver.Conformance.Tests.Running;

/// <summary>Time that stands still for a number of looks at it and then is over. The first look starts the budget.</summary>
internal sealed class StoppingTime(int looks) : TimeProvider
{
    private int _looks = -1;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => ++_looks <= looks ? 0 : 1_000_000;
}
