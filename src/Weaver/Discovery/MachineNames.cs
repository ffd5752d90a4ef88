using System.Globalization;
using System.Text.RegularExpressions;

namespace Weaver.Engine.Discovery;

/// <summary>How a compiler names the fields of its state machines.</summary>
/// <param name="state">The number that says where the machine goes on.</param>
/// <param name="builder">What completes the task of an async method.</param>
/// <param name="self">The instance whose method runs.</param>
/// <param name="argument">What stands in front of a parameter's name.</param>
/// <param name="local">Matches the field of a local: its name, and the number that leads to its scope.</param>
/// <param name="firstLocal">The number of the first scope.</param>
internal sealed class MachineNames(string state, string builder, string self, string argument, string local, int firstLocal)
{
    public static readonly MachineNames CSharp = new(
        "<>1__state", "<>t__builder", "<>4__this", "", "^<(?<name>[^<>]+)>5__(?<number>[0-9]+)$", 1);

    public static readonly MachineNames VisualBasic = new(
        "$State", "$Builder", "$VB$Me", "$VB$Local_", @"^\$VB\$ResumableLocal_(?<name>.+)\$(?<number>[0-9]+)$", 0);

    private readonly Regex _local = new(local, RegexOptions.CultureInvariant);

    public string State => state;

    public string Builder => builder;

    public string This => self;

    public string Argument(string name) => argument + name;

    /// <summary>Whether a field keeps a local of the author's, and the index of that local's scope.</summary>
    public bool IsLocal(string field, out string name, out int scope)
    {
        var match = _local.Match(field);
        name = match.Groups["name"].Value;
        scope = -1;
        if (match.Success && int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            scope = number - firstLocal;

        return match.Success;
    }
}
