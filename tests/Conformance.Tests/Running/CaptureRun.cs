using System;
using System.Text.Json;
using Weaver.Capture;
using Weaver.Common;

namespace Weaver.Conformance.Tests.Running;

/// <summary>One captured context, as JSON.</summary>
/// <param name="Json">The context.</param>
/// <param name="Incomplete">What kept it from being complete.</param>
internal sealed record CaptureRun(JsonElement Json, IncompleteReasons Incomplete)
{
    /// <summary>Writes one group of a context with the real writer.</summary>
    public static CaptureRun Of(CaptureGroup group, CaptureLimits limits, CaptureOptions options, Action<SnapshotWriter> write)
    {
        using var json = new JsonText();
        var writer = SnapshotWriter.Rent();
        try
        {
            writer.BeginContext(json, limits, options);
            writer.BeginGroup(group);
            write(writer);
            writer.EndGroup();
            writer.EndContext();
            return new CaptureRun(JsonDocument.Parse(json.ToString(), new JsonDocumentOptions { MaxDepth = 512 }).RootElement, writer.Incomplete);
        }
        finally
        {
            writer.Return();
        }
    }
}
