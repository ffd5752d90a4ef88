using System;
using System.Collections.Generic;

namespace Weaver.Probes;

/// <summary>Sums over the probes that were removed, so that totals never shrink.</summary>
internal sealed class RetiredFigures
{
    private readonly System.Threading.Lock _lock = new();
    private readonly Dictionary<string, long> _drops = new(StringComparer.Ordinal);
    private long _hits;
    private long _matched;
    private long _captured;

    public void Take(ProbeFigures figures)
    {
        lock (_lock)
        {
            var (hits, matched, captured, drops) = figures.Clear();
            _hits += hits;
            _matched += matched;
            _captured += captured;
            foreach (var (reason, count) in drops)
            {
                if (count != 0)
                    _drops[reason] = _drops.GetValueOrDefault(reason) + count;
            }
        }
    }

    public (long Hits, long Matched, long Captured, Dictionary<string, long> Drops) Read()
    {
        lock (_lock)
            return (_hits, _matched, _captured, new Dictionary<string, long>(_drops, StringComparer.Ordinal));
    }
}
