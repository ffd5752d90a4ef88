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
    private long _false;
    private long _captured;

    public void Take(ProbeFigures figures)
    {
        lock (_lock)
        {
            var news = figures.TakeNew();
            _hits += news.Hits;
            _matched += news.Matched;
            _false += news.ConditionFalse;
            _captured += news.Captured;
            foreach (var (reason, count) in news.Drops)
                _drops[reason] = _drops.GetValueOrDefault(reason) + count;
        }
    }

    public RetiredCounts Read()
    {
        lock (_lock)
            return new RetiredCounts(_hits, _matched, _false, _captured, new Dictionary<string, long>(_drops, StringComparer.Ordinal));
    }
}

/// <summary>What hits came to.</summary>
internal sealed record RetiredCounts(long Hits, long Matched, long ConditionFalse, long Captured, Dictionary<string, long> Drops);
