using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Weaver.Engine;

/// <summary>
/// Reads the options of a weave from the attributes of our element. The package renders the element from MSBuild
/// properties; a user may also write it into a FodyWeavers.xml.
/// </summary>
internal static class WeaverConfigReader
{
    private static readonly char[] s_separators = { ';', ',', '|', ' ', '\t', '\r', '\n' };

    /// <summary>Options as far as they are understood; what is not becomes a whole sentence in <paramref name="complaints"/>.</summary>
    public static WeaverConfig Read(XElement? element, ICollection<string> complaints)
    {
        var config = new WeaverConfig();
        if (element is null)
            return config;

        foreach (var attribute in element.Attributes())
        {
            var value = attribute.Value.Trim();
            switch (attribute.Name.LocalName)
            {
                case "Policy":
                    config.Policy = ReadPolicy(value, complaints);
                    break;
                case "Include":
                    config.Include = ReadPatterns(value);
                    break;
                case "Exclude":
                    config.Exclude = ReadPatterns(value);
                    break;
                case "Lines":
                    config.Lines = ReadSwitch("Lines", value, true, complaints);
                    break;
                case "ReadRefs":
                    config.ReadRefs = ReadSwitch("ReadRefs", value, false, complaints);
                    break;
                default:
                    complaints.Add($"The option '{attribute.Name.LocalName}' is not known; use Policy, Include, Exclude, Lines or ReadRefs.");
                    break;
            }
        }

        return config;
    }

    // Enum.TryParse would also take numbers, which nobody means.
    private static WeaverPolicy ReadPolicy(string value, ICollection<string> complaints)
    {
        if (value.Length == 0)
            return WeaverPolicy.Balanced;

        foreach (WeaverPolicy policy in Enum.GetValues(typeof(WeaverPolicy)))
        {
            if (string.Equals(policy.ToString(), value, StringComparison.OrdinalIgnoreCase))
                return policy;
        }

        complaints.Add($"The policy '{value}' is not known; use {string.Join(", ", Enum.GetNames(typeof(WeaverPolicy)))}.");
        return WeaverPolicy.Balanced;
    }

    private static bool ReadSwitch(string name, string value, bool usual, ICollection<string> complaints)
    {
        if (value.Length == 0)
            return usual;

        if (bool.TryParse(value, out var result))
            return result;

        complaints.Add($"The option '{name}' is '{value}'; use true or false.");
        return usual;
    }

    private static string[] ReadPatterns(string value) =>
        value.Split(s_separators, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
}
