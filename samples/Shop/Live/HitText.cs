using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Shop.Live;

/// <summary>One event of a probe as people read it: a headline, then the captured values.</summary>
internal sealed class HitText(LiveConsole console)
{
    private const string Exception = "@exception";

    private static readonly string[] s_groups = ["arguments", "locals", "staticFields", "captureExpressions"];

    public string Of(JsonElement hit)
    {
        var snapshot = hit.GetProperty("debugger").GetProperty("snapshot");
        var probe = snapshot.GetProperty("probe");
        var time = DateTimeOffset.FromUnixTimeMilliseconds(snapshot.GetProperty("timestamp").GetInt64()).ToLocalTime();
        var text = new StringBuilder();
        text.Append(console.Dim(time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture))).Append("  ")
            .Append(console.Bold(probe.GetProperty("id").GetString()!)).Append("  ")
            .Append(console.Dim(LocationOf(probe.GetProperty("location"))));
        if (hit.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } said)
            text.Append("  ").Append(said);

        if (snapshot.TryGetProperty("captures", out var captures))
            AppendCaptures(text, captures);
        if (snapshot.TryGetProperty("evaluationErrors", out var errors))
        {
            foreach (var error in errors.EnumerateArray())
                text.Append("\n    ").Append(console.Alert($"{error.GetProperty("expr")}: {error.GetProperty("message")}"));
        }

        return text.ToString();
    }

    private static string LocationOf(JsonElement location)
        => location.TryGetProperty("file", out var file)
            ? $"{FileOf(file.GetString()!)}:{location.GetProperty("lines")[0].GetString()}"
            : $"{location.GetProperty("type").GetString()}.{location.GetProperty("method").GetString()}";

    // Folder and name; the rest of the path is the same for all.
    private static string FileOf(string path) => string.Join('/', path.Split('/', '\\')[^2..]);

    // What was captured at entry and again at the end is shown as it was at the end; the object itself comes last.
    private void AppendCaptures(StringBuilder text, JsonElement captures)
    {
        var contexts = captures.EnumerateObject()
            .SelectMany(place => place.Name == "lines" ? place.Value.EnumerateObject().Select(line => line.Value) : [place.Value])
            .ToList();
        var values = new OrderedDictionary<string, JsonElement>();
        foreach (var group in s_groups)
        {
            foreach (var context in contexts.Where(context => context.TryGetProperty(group, out _)))
            {
                foreach (var value in context.GetProperty(group).EnumerateObject())
                    values[value.Name] = value.Value;
            }
        }

        var throwable = contexts.Select(Throwable).LastOrDefault(throwable => throwable.ValueKind == JsonValueKind.Object);
        foreach (var (name, value) in values.OrderBy(value => value.Key == "this"))
        {
            if (name != Exception)
                ValueText.Append(text, 4, name, console.Name(name), value);
            else if (throwable.ValueKind == JsonValueKind.Object)
                text.Append("\n    ").Append(console.Name(name)).Append(" = ").Append(console.Alert($"{throwable.GetProperty("type")}: {throwable.GetProperty("message")}"));
        }
    }

    private static JsonElement Throwable(JsonElement context)
        => context.TryGetProperty("throwable", out var throwable) ? throwable : default;
}
