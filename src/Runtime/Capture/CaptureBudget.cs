using System;

namespace Weaver.Capture;

/// <summary>Time and size of one capture context, asked before each piece of work. Once used up it stays so until the next start.</summary>
internal sealed class CaptureBudget
{
    private TimeProvider _time = TimeProvider.System;
    private long _deadline;
    private int _maxBytes;
    private int _stride;
    private int _untilReading;

    /// <summary>Why the budget ended, or none while it lasts.</summary>
    public NotCapturedReason Stopped { get; private set; }

    /// <summary>Time that is left; the longest there is when time has no limit.</summary>
    public TimeSpan TimeLeft => _deadline == long.MaxValue ? TimeSpan.MaxValue : _time.GetElapsedTime(_time.GetTimestamp(), _deadline);

    public void Start(CaptureOptions options, int writtenBytes)
    {
        _time = options.Time;
        _maxBytes = (int)Math.Min(int.MaxValue, (long)writtenBytes + options.MaxBytes);
        _stride = Math.Max(1, options.ChecksPerClockReading);
        _untilReading = _stride;
        Stopped = NotCapturedReason.None;
        _deadline = options.Timeout > TimeSpan.Zero
            ? _time.GetTimestamp() + (long)(options.Timeout.TotalSeconds * _time.TimestampFrequency)
            : long.MaxValue;
    }

    /// <summary>True when no more may be captured.</summary>
    public bool IsSpent(int writtenBytes)
    {
        if (Stopped != NotCapturedReason.None)
            return true;

        if (writtenBytes > _maxBytes)
        {
            Stopped = NotCapturedReason.PayloadTooLarge;
            return true;
        }

        if (--_untilReading > 0 || _deadline == long.MaxValue)
            return false;

        _untilReading = _stride;
        if (_time.GetTimestamp() <= _deadline)
            return false;

        Stopped = NotCapturedReason.Timeout;
        return true;
    }
}
