using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Weaver.Tests.Support;

/// <summary>One request as it reached the <see cref="FakeAgent"/>.</summary>
/// <param name="Status">What the agent answered; 0 when it gave no answer.</param>
public sealed record RecordedRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body, int Status)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string ContentType => Headers.TryGetValue("Content-Type", out var type) ? type : "";

    /// <summary>The events of the body: a JSON array, alone or as the part of a multipart body.</summary>
    public IReadOnlyList<JsonElement> Events
    {
        get
        {
            var json = Text;
            if (ContentType.StartsWith("multipart/", StringComparison.Ordinal))
            {
                var start = json.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
                json = json[start..json.LastIndexOf("\r\n--", StringComparison.Ordinal)];
            }

            using var document = JsonDocument.Parse(json);
            var events = new List<JsonElement>();
            foreach (var element in document.RootElement.EnumerateArray())
                events.Add(element.Clone());
            return events;
        }
    }

    /// <summary>The parts of a multipart body, by name: the headers of each, and its bytes.</summary>
    public IReadOnlyDictionary<string, (string Headers, byte[] Bytes)> Parts
    {
        get
        {
            // One character a byte, so that positions in the text are positions in the body.
            var text = Encoding.Latin1.GetString(Body);
            var delimiter = "--" + ContentType[(ContentType.IndexOf("boundary=", StringComparison.Ordinal) + 9)..];
            var parts = new Dictionary<string, (string, byte[])>(StringComparer.Ordinal);
            foreach (var part in text.Split(delimiter)[1..^1])
            {
                var split = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                var headers = part[..split].Trim();
                var name = headers[(headers.IndexOf("name=\"", StringComparison.Ordinal) + 6)..];
                parts.Add(name[..name.IndexOf('"', StringComparison.Ordinal)], (headers, Encoding.Latin1.GetBytes(part[(split + 4)..^2])));
            }

            return parts;
        }
    }
}
