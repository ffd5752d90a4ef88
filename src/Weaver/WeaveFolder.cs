using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Weaver.Rules;

namespace Weaver.Engine;

/// <summary>
/// The folder beside the intermediate assembly through which a weave speaks to the build: the targets of the package
/// read these files, and the absence of <c>woven.txt</c> beside an assembly means that the assembly is not woven.
/// </summary>
internal sealed class WeaveFolder
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private readonly string _path;

    public WeaveFolder(string intermediateDirectory) => _path = Path.Combine(intermediateDirectory, "weaver");

    public string ReportFile => Path.Combine(_path, "report.txt");

    /// <summary>The key that the targets point Fody at, where the assembly is not to be signed.</summary>
    public void WritePublicKey(byte[] key) => File.WriteAllBytes(Path.Combine(_path, "public.key"), key);

    /// <summary>Forgets the previous weave, so that nothing of it can be taken for a result of this one.</summary>
    public void Reset()
    {
        Directory.CreateDirectory(_path);
        foreach (var name in new[] { "woven.txt", "summary.txt", "messages.txt", "report.txt", "report.tsv" })
            File.Delete(Path.Combine(_path, name));
    }

    public void WriteReport(string text, string table)
    {
        Write("report.txt", text);
        Write("report.tsv", table);
    }

    public void WriteSummary(string line) => Write("summary.txt", line);

    /// <summary>Says that the assembly is written and woven, and by which name in its metadata that shows.</summary>
    public void WriteWoven(string marker) => Write("woven.txt", marker);

    /// <summary>One line a message: severity, id, place, text. MSBuild reads the lines as items.</summary>
    public void WriteMessages(IEnumerable<WeaverMessage> messages) =>
        Write("messages.txt", string.Join("\n", messages.Select(static message => string.Join(
            "|",
            message.Rule.Severity.ToString(),
            message.Rule.Id,
            Escape(Place(message)),
            Escape(message.Text)))));

    // The tasks of MSBuild that print take a file but no line; in this form editors and build servers find it all the same.
    private static string Place(WeaverMessage message) =>
        message.File is null ? "" : message.Line == 0 ? message.File : string.Format(CultureInfo.InvariantCulture, "{0}({1},{2})", message.File, message.Line, Math.Max(message.Column, 1));

    // Everything that MSBuild or the split at '|' could take for its own; the targets turn %xx back, after which only a
    // list of items would still be expanded.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text.Replace("@(", "@ ("))
        {
            if (c == '|')
                escaped.Append('/');
            else if (c < ' ')
                escaped.Append(' ');
            else if ("%$@'\"();,?*`[]".IndexOf(c) >= 0)
                escaped.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_path, name), text, s_utf8);
}
