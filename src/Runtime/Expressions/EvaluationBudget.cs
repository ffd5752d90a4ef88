using System;

namespace Weaver.Expressions;

/// <summary>The time and the steps that all expressions of one hit share. Pass it by reference; one thread.</summary>
internal struct EvaluationBudget
{
    /// <summary>Default of the setting, accepted from 10 to 1000 ms.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMilliseconds(50);

    /// <summary>Elements that all loops of one hit may look at together: a few milliseconds, whatever the clock says.</summary>
    public const int MaxSteps = 50_000;

    private const int StepsBetweenLooks = 32;

    private readonly TimeProvider _time;
    private readonly long _limitTicks;
    private long _start;
    private int _steps;
    private int _allSteps;

    /// <summary>The time starts with the first step.</summary>
    public EvaluationBudget(TimeSpan limit, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _limitTicks = limit.Ticks;
        _start = 0;
        _steps = -1;
        _allSteps = 0;
    }

    /// <summary>True once the time or the steps are used up; stays true.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>What to say once it is exhausted.</summary>
    public readonly Fault Fault => _allSteps > MaxSteps ? Fault.TooManySteps : Fault.Timeout;

    /// <summary>The whole of the time.</summary>
    public readonly TimeSpan Limit => TimeSpan.FromTicks(_limitTicks);

    /// <summary>Call where an expression starts: looks at the clock.</summary>
    /// <returns>False when the time is used up.</returns>
    public bool Enter()
    {
        if (_steps < 0)
        {
            _steps = 0;
            _start = _time.GetTimestamp();
            IsExhausted = _limitTicks <= 0;
            return !IsExhausted;
        }

        return Look();
    }

    /// <summary>Call for each element of a loop: looks at the clock every few steps.</summary>
    /// <returns>False when the time or the steps are used up.</returns>
    public bool Step()
    {
        if (++_steps < StepsBetweenLooks)
            return !IsExhausted;

        return Look();
    }

    /// <summary>What is left; zero when used up.</summary>
    public readonly TimeSpan Remaining()
    {
        var left = _limitTicks - _time.GetElapsedTime(_start).Ticks;
        return left > 0 && !IsExhausted ? TimeSpan.FromTicks(left) : TimeSpan.Zero;
    }

    /// <summary>Says that the time was used up by something that watched it itself.</summary>
    public void Exhaust() => IsExhausted = true;

    private bool Look()
    {
        _allSteps += _steps;
        _steps = 0;
        if (!IsExhausted && (_allSteps > MaxSteps || _time.GetElapsedTime(_start).Ticks > _limitTicks))
            IsExhausted = true;
        return !IsExhausted;
    }
}
