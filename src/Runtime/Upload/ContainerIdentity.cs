using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;

namespace Weaver.Upload;

/// <summary>Who this process is to the agent on its machine: the headers from which the agent finds the tags of container and pod.</summary>
internal static partial class ContainerIdentity
{
    private const string Id = "[0-9a-f]{64}|[0-9a-f]{32}-[0-9]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){4}";

    // Files of the kernel that are this long are not what we look for.
    private const int MaxChars = 1 << 20;

    /// <summary>The headers of this process; none outside of a container.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers { get; } =
        HeadersOf(Read("/proc/self/cgroup"), Read("/proc/self/mountinfo"), Environment.GetEnvironmentVariable("DD_EXTERNAL_ENV"));

    /// <param name="cgroup">The text of <c>/proc/self/cgroup</c>.</param>
    /// <param name="mountInfo">The text of <c>/proc/self/mountinfo</c>, which knows the container where the former shows only its own namespace.</param>
    /// <param name="externalEnvironment">What an admission controller set for the agent, handed on as it is.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> HeadersOf(string cgroup, string mountInfo, string? externalEnvironment)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if ((FromCgroup(cgroup) ?? FromMountInfo(mountInfo)) is { } id)
        {
            headers.Add(new("Datadog-Container-ID", id));
            headers.Add(new("Datadog-Entity-ID", "ci-" + id));
        }

        if (!string.IsNullOrWhiteSpace(externalEnvironment) && externalEnvironment.Trim() is var environment && IsHeaderText(environment))
            headers.Add(new("Datadog-External-Env", environment));

        return headers;
    }

    // "12:memory:/docker/<id>": the id is the last part of the path, with what the runtime puts around it.
    private static string? FromCgroup(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (CgroupLine().Match(line.TrimEnd()) is { Success: true } match)
                return match.Groups["id"].Value;
        }

        return null;
    }

    // "... /var/lib/docker/containers/<id>/hostname /etc/hostname ...", but not the sandbox that several containers share.
    private static string? FromMountInfo(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (MountedHostName().Match(line) is { Success: true } match && match.Groups["parent"].Value != "sandboxes")
                return match.Groups["id"].Value;
        }

        return null;
    }

    private static bool IsHeaderText(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~')
                return false;
        }

        return true;
    }

    private static string Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return "";

            using var reader = new StreamReader(path);
            var text = new char[MaxChars];
            return new string(text, 0, reader.ReadBlock(text));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return "";
        }
    }

    [GeneratedRegex("^\\d+:[^:]*:.*?(?:^|[/:-])(?<id>" + Id + ")(?:\\.scope)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CgroupLine();

    [GeneratedRegex("/(?<parent>[^\\s/]+)/(?<id>" + Id + ")/\\S*hostname\\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MountedHostName();
}
