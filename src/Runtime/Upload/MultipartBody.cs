using System;
using System.Text;

namespace Weaver.Upload;

/// <summary>A multipart/form-data body of one file, as the diagnostics endpoint takes it.</summary>
internal static class MultipartBody
{
    // Fixed, so that equal events are equal bytes. No line of JSON begins with two dashes, so no event can contain the delimiter.
    private const string Boundary = "------------------------44617461646f67";

    public const string ContentType = "multipart/form-data; boundary=" + Boundary;

    /// <summary>Wraps a JSON array as the part <c>event</c> with the file name <c>event.json</c>.</summary>
    public static byte[] Event(ReadOnlySpan<byte> json)
    {
        var head = Encoding.ASCII.GetBytes(
            $"--{Boundary}\r\nContent-Disposition: form-data; name=\"event\"; filename=\"event.json\"\r\nContent-Type: application/json\r\n\r\n");
        var tail = Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n");
        var body = new byte[head.Length + json.Length + tail.Length];
        head.CopyTo(body, 0);
        json.CopyTo(body.AsSpan(head.Length));
        tail.CopyTo(body, head.Length + json.Length);
        return body;
    }
}
