using System;
using System.Linq;
using System.Text.Json;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Frames;

namespace Weaver.Runtime.Tests.Capture;

/// <summary>Captures values the way a probe does, through a real frame, and hands back the parsed JSON.</summary>
internal sealed class Captured
{
    public Captured(string json, IncompleteReasons incomplete, int skippedFields)
    {
        Text = json;
        Root = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 }).RootElement;
        Incomplete = incomplete;
        SkippedFields = skippedFields;
    }

    public string Text { get; }

    public JsonElement Root { get; }

    public IncompleteReasons Incomplete { get; }

    public int SkippedFields { get; }

    /// <summary>The one value that <see cref="Of{T}"/> captured.</summary>
    public JsonElement Value => Root.GetProperty("locals").EnumerateObject().First().Value;

    public static Captured Of<T>(T value, CaptureLimits? limits = null, CaptureOptions? options = null, string name = "value") =>
        Write(writer => WriteSlot(writer, name, value), limits, options);

    public static Captured Write(Action<SnapshotWriter> locals, CaptureLimits? limits = null, CaptureOptions? options = null) =>
        WriteContext(
            writer =>
            {
                writer.BeginGroup(CaptureGroup.Locals);
                locals(writer);
                writer.EndGroup();
            },
            limits,
            options);

    public static Captured WriteContext(Action<SnapshotWriter> context, CaptureLimits? limits = null, CaptureOptions? options = null)
    {
        using var json = new JsonText();
        var writer = SnapshotWriter.Rent();
        try
        {
            writer.BeginContext(json, limits ?? CaptureLimits.Default, options ?? Patient);
            context(writer);
            writer.EndContext();
            return new Captured(json.ToString(), writer.Incomplete, writer.SkippedFields);
        }
        finally
        {
            writer.Return();
        }
    }

    public static unsafe void WriteSlot<T>(SnapshotWriter writer, string name, T value)
    {
        var frame = new Frame<T>(ref value);
        writer.WriteVariable(name, 0, new FrameView(Shape<Frame<T>>.Instance, &frame, null));
    }

    /// <summary>Without a time limit, which a busy machine could exceed.</summary>
    public static CaptureOptions Patient { get; } = new() { Timeout = TimeSpan.Zero };
}

internal static class CapturedJson
{
    public static string? Type(this JsonElement value) => value.GetProperty("type").GetString();

    public static string? Text(this JsonElement value) => value.GetProperty("value").GetString();

    public static string? Reason(this JsonElement value) => value.TryGetProperty("notCapturedReason", out var reason) ? reason.GetString() : null;

    public static JsonElement Field(this JsonElement value, string name) => value.GetProperty("fields").GetProperty(name);

    public static string[] FieldNames(this JsonElement value) =>
        value.TryGetProperty("fields", out var fields) ? [.. fields.EnumerateObject().Select(field => field.Name)] : [];

    public static string?[] ElementTexts(this JsonElement value) => [.. value.GetProperty("elements").EnumerateArray().Select(Text)];
}
