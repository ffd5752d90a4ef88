using System;
using System.Collections.Generic;
using Weaver.Capture.Policies;
using Weaver.Common;
using Weaver.Frames;
using Weaver.Redaction;

namespace Weaver.Capture;

/// <summary>
/// Writes capture contexts into a JSON text: <c>BeginContext</c>, then for each group <c>BeginGroup</c>, its values and
/// <c>EndGroup</c>, then the throwable if there is one, then <c>EndContext</c>. A group without values leaves no trace.
/// </summary>
/// <remarks>
/// One thread at a time; <see cref="Rent"/> hands out the calling thread's own. No member throws because of a value:
/// what could not be read is written as a value that says why.
/// </remarks>
internal sealed class SnapshotWriter
{
    [ThreadStatic]
    private static SnapshotWriter? t_idle;

    private readonly ValueCapturer _capturer = new();
    private JsonText _json = null!;
    private CaptureGroup _group;
    private bool _groupOpen;

    private SnapshotWriter()
    {
    }

    /// <summary>What kept the context begun last from being complete.</summary>
    public IncompleteReasons Incomplete => _capturer.Incomplete;

    /// <summary>Fields of the context begun last that could not be read.</summary>
    public int SkippedFields => _capturer.SkippedFields;

    public static SnapshotWriter Rent()
    {
        var writer = t_idle ?? new SnapshotWriter();
        t_idle = null;
        return writer;
    }

    /// <summary>Gives the writer back to the calling thread.</summary>
    public void Return()
    {
        _json = null!;
        _groupOpen = false;
        _capturer.Release();
        t_idle = this;
    }

    /// <summary>Opens a context as the next value of the text and starts its time budget.</summary>
    public void BeginContext(JsonText json, CaptureLimits limits, CaptureOptions options)
    {
        _json = json;
        _groupOpen = false;
        _capturer.Start(json, limits, options);
        json.BeginObject();
    }

    /// <summary>Changes the limits for the values that follow in this context; its budget stays.</summary>
    public void UseLimits(CaptureLimits limits) => _capturer.Limits = limits;

    public void EndContext() => _json.EndObject();

    public void BeginGroup(CaptureGroup group) => _group = group;

    public void EndGroup()
    {
        if (_groupOpen)
            _json.EndObject();
        _groupOpen = false;
    }

    /// <summary>Writes the variable in a slot of the running method's frame.</summary>
    public void WriteVariable(string name, int slot, scoped FrameView frame)
    {
        ref var address = ref frame.Address(slot, out var type);
        if (type is null)
        {
            WriteNotCaptured(name, "Object", NotCapturedReason.RuntimeError);
            return;
        }

        var mark = OpenValue(name);
        if (_capturer.IsRedacted(name, type.Type))
            return;

        try
        {
            type.Accept(ref address, _capturer);
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            Fail(mark, type.Type);
        }
    }

    /// <summary>Writes a pointer as an address; what it points to is not read.</summary>
    public void WriteAddress(string name, string typeName, nint address)
    {
        OpenValue(name);
        _capturer.WriteAddress(typeName, address);
    }

    /// <summary>Writes a value that is at hand as an object.</summary>
    /// <param name="name">Name to show; decides on redaction together with the types.</param>
    /// <param name="value">The value.</param>
    /// <param name="declared">Type to show for null.</param>
    public void WriteObject(string name, object? value, Type declared)
    {
        var mark = OpenValue(name);
        if (_capturer.IsRedacted(name, declared))
            return;

        try
        {
            _capturer.Reference(value, declared);
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            Fail(mark, declared);
        }
    }

    /// <summary>Writes a value that was hidden before it got here.</summary>
    /// <param name="name">Name to show.</param>
    /// <param name="hidden">Type of the value; tells whether the type was the reason.</param>
    /// <param name="rules">Why types are hidden.</param>
    public void WriteRedacted(string name, Type hidden, RedactionRules rules)
    {
        OpenValue(name);
        _capturer.WriteRedacted(hidden.Name, rules.ReasonForType(hidden));
    }

    /// <summary>Writes items that an expression selected, as the list they would be.</summary>
    /// <param name="name">Name to show; decides on redaction.</param>
    /// <param name="items">The items, which may be made while they are written.</param>
    /// <param name="count">Their number, or -1 when it is not known.</param>
    /// <param name="isTruncated">There are more that were not selected.</param>
    public void WriteSelected(string name, IEnumerable<object?> items, long count, bool isTruncated)
    {
        var mark = OpenValue(name);
        if (_capturer.IsRedacted(name, typeof(List<object?>)))
            return;

        try
        {
            CapturePolicies.For(typeof(SelectedItems)).Write(new SelectedItems(items, count, isTruncated), "List`1", _capturer);
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            Fail(mark, typeof(List<object?>));
        }
    }

    public void WriteNotCaptured(string name, string typeName, NotCapturedReason reason)
    {
        OpenValue(name);
        _capturer.WriteNotCaptured(typeName, reason);
    }

    /// <summary>Writes why a variable is not shown, as a sentence for people.</summary>
    public void WriteNotCaptured(string name, string typeName, string reason)
    {
        OpenValue(name);
        _json.BeginObject();
        _json.Name("type"u8);
        _json.String(typeName);
        _json.Name("notCapturedReason"u8);
        _json.String(reason);
        _json.EndObject();
    }

    /// <summary>
    /// Writes the static fields of a type and of its base types into the group that is open, up to the limit of fields.
    /// Those whose reading would run a static constructor are named with that reason.
    /// </summary>
    public void WriteStaticFields(Type declaringType, CaptureLimits limits)
    {
        var fields = StaticField.Of(declaringType);
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            if (i >= limits.MaxFieldCount)
            {
                _capturer.Note(NotCapturedReason.FieldCount);
                return;
            }

            var mark = OpenValue(field.Name);
            if (field.IsSensitive)
            {
                _capturer.WriteRedacted(field.Type.Name, RedactedReason.Marked);
                continue;
            }

            if (_capturer.IsRedacted(field.Name, field.Type))
                continue;

            try
            {
                field.Accept(_capturer);
            }
            catch (Exception e)
            {
                Interruption.Keep(e);
                Fail(mark, field.Type);
            }
        }
    }

    /// <summary>Writes the exception that ended the method, with its stack. Belongs to the context, not into a group.</summary>
    public void WriteThrowable(Exception exception)
    {
        var mark = _json.Mark();
        try
        {
            _json.Name("throwable"u8);
            if (!ThrowableWriter.Write(_json, exception, _capturer.TimeLeft, _capturer.HidesTextOf(exception)))
                _capturer.Note(IncompleteReasons.Symbols);
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            _json.RollBack(mark);
            _capturer.Note(NotCapturedReason.RuntimeError);
        }
    }

    private JsonMark OpenValue(string name)
    {
        if (!_groupOpen)
        {
            _json.Name(_group.WireName());
            _json.BeginObject();
            _groupOpen = true;
        }

        _json.Name(name);
        return _json.Mark();
    }

    private void Fail(JsonMark mark, Type type)
    {
        _json.RollBack(mark);
        _capturer.Restore(default);
        _capturer.WriteNotCaptured(type.Name, NotCapturedReason.RuntimeError);
    }
}
