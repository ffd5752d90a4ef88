using System;
using System.Buffers;
using System.Text;

namespace Weaver.Upload;

/// <summary>Multipart/form-data bodies, as the endpoints for diagnostics and symbols take them.</summary>
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

    /// <summary>The part <c>event</c> and a part <c>file</c>, whose bytes may be anything.</summary>
    public static byte[] EventAndFile(ReadOnlySpan<byte> json, ReadOnlySpan<byte> file, string fileName, string fileType, out string contentType)
    {
        var boundary = Boundary;
        for (var i = 0; file.IndexOf(Encoding.ASCII.GetBytes("--" + boundary)) >= 0; i++)
            boundary = Boundary + i;

        contentType = "multipart/form-data; boundary=" + boundary;
        var body = new ArrayBufferWriter<byte>(json.Length + file.Length + 512);
        body.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"event\"; filename=\"event.json\"\r\nContent-Type: application/json\r\n\r\n"));
        body.Write(json);
        body.Write(Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{fileName}\"\r\nContent-Type: {fileType}\r\n\r\n"));
        body.Write(file);
        body.Write(Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"));
        return body.WrittenSpan.ToArray();
    }
}
