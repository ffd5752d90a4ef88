using System;
using Weaver.Language;
using Weaver.RemoteConfig;

namespace Weaver.Debugging;

/// <summary>What one file of product <c>APM_TRACING</c> says about probes.</summary>
/// <param name="Rank">The lowest counts: 0 for a service, 1 for an environment, 2 for a cluster, 3 for everybody.</param>
/// <param name="IsEnabled">Whether probes are to be on; null when it says nothing of it, or to somebody else.</param>
/// <param name="IsForUs">It is meant for this service and environment.</param>
/// <param name="Error">Why it cannot be read; null when it can.</param>
internal sealed record EnablementFile(int Rank, bool? IsEnabled, bool IsForUs, string? Error)
{
    private const string Anybody = "*";

    public static EnablementFile Read(string text, string service, string? environment)
    {
        try
        {
            var root = JsonReader.Read(text);
            if (root.Kind != JsonKind.Object)
                return Broken("It is not a JSON object.");

            var target = root.Find("service_target");
            var (targetService, targetEnvironment) = (Name(target, "service"), Name(target, "env"));
            var isForUs = IsOurs(targetService, service) && IsOurs(targetEnvironment, environment ?? "");
            var rank = targetService != Anybody ? 0 : targetEnvironment != Anybody ? 1 : root.Find("k8s_target_v2") is { IsNull: false } ? 2 : 3;
            var flag = root.Find("lib_config")?.Find("dynamic_instrumentation_enabled");
            return flag?.Kind switch
            {
                null or JsonKind.Null => new EnablementFile(rank, null, isForUs, null),
                JsonKind.True or JsonKind.False => new EnablementFile(rank, isForUs ? flag.Kind == JsonKind.True : null, isForUs, null),
                _ => Broken("Its dynamic_instrumentation_enabled is neither true nor false."),
            };
        }
        catch (LanguageException e)
        {
            return Broken(e.Error.ToString());
        }
    }

    private static EnablementFile Broken(string why) => new(int.MaxValue, null, false, $"The settings of the tracer cannot be used, so what they said before counts: {why}");

    private static string Name(JsonNode? target, string field) => target?.Find(field) is { Kind: JsonKind.String, Text: { Length: > 0 } text } ? text : Anybody;

    private static bool IsOurs(string wanted, string own) =>
        wanted == Anybody || string.Equals(wanted, own, StringComparison.OrdinalIgnoreCase) || ClientIdentity.Normalize(wanted) == ClientIdentity.Normalize(own);
}
