using System;
using Weaver.Frames;
using Weaver.Language;

namespace Weaver.Expressions;

/// <summary>The variables of a running method, with what is special at its exit. Lives no longer than the hook it is made in.</summary>
internal ref struct FrameScope : IEvaluationScope
{
    private readonly FrameView _view;

    public FrameScope(FrameView view) => _view = view;

    public readonly FrameView View => _view;

    /// <summary>Set at an exit by exception; then there is no result.</summary>
    public Exception? Exception { get; set; }

    /// <summary>Set at a normal exit; only then the result has a value.</summary>
    public bool HasReturned { get; set; }

    /// <summary>Milliseconds since entry; 0 at entry.</summary>
    public double DurationMilliseconds { get; set; }

    public readonly bool TryLoad(SiteVariable variable, out Value value)
    {
        switch (variable.Kind)
        {
            case SiteVariableKind.Duration:
                value = Value.Of(DurationMilliseconds);
                return true;
            case SiteVariableKind.Exception:
                value = Value.OfObject(Exception, typeof(Exception));
                return Exception is not null;
            case SiteVariableKind.Return when !HasReturned:
                value = default;
                return false;
            default:
                value = ValueLoader.Load(in _view, variable.Slot);
                return true;
        }
    }
}
