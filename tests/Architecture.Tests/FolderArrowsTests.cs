using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;

namespace Weaver.Architecture.Tests;

/// <summary>A folder of the runtime uses only folders in rows below its own, checked on the built assembly.</summary>
[TestClass]
public sealed class FolderArrowsTests
{
    // From the top. Folders of one row do not use each other.
    private static readonly string[][] s_rows =
    [
        ["Debugging", "Hosting"],
        ["Hooks"],
        ["Signals"],
        ["Probes"],
        ["Expressions", "Capture", "Symbols"],
        ["Language", "Redaction", "Upload", "RemoteConfig"],
        ["Configuration", "Contract", "Frames"],
        ["Common", "Rules"],
    ];

    // Row-mates that may meet after all, and why.
    private static readonly HashSet<(string From, string To)> s_exceptions =
    [
        ("Frames", "Contract"),       // frames come in the arities of the contract
        ("Hosting", "Debugging"),     // the hosted service starts and stops the debugger
        ("RemoteConfig", "Upload"),   // one client of the agent serves both directions
    ];

    // Linked as source into tools that have nothing else of ours.
    private static readonly string[] s_alone = ["Language", "Contract", "Common", "Rules"];

    [TestMethod]
    public void Runtime_EveryFolder_UsesOnlyFoldersBelow()
    {
        var offending = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (from, to) in RuntimeEdges())
        {
            var source = FolderOf(from);
            var target = FolderOf(to);
            if (source != target && !MayUse(source, target))
                offending.Add($"{from} -> {to}");
        }

        Assert.IsEmpty(offending, "These arrows point upwards or sideways:\n" + string.Join('\n', offending));
    }

    [TestMethod]
    public void Runtime_EveryFolder_HasItsRow()
    {
        var known = s_rows.SelectMany(static row => row).Append("").ToHashSet();
        using var module = ModuleDefinition.ReadModule(RuntimeFile);
        var unknown = module.Types.Where(IsOurs).Select(static type => FolderOf(type.FullName)).Where(folder => !known.Contains(folder)).Distinct().ToList();

        Assert.IsEmpty(unknown, "These folders of src/Runtime have no row in the table of this test: " + string.Join(", ", unknown));
    }

    [TestMethod]
    public void Weaver_ReferencesNoAssemblyOfOurs()
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "Weaver.Fody.dll"));
        var ours = module.AssemblyReferences.Where(static reference => reference.Name.StartsWith("Weaver", StringComparison.Ordinal)).Select(static reference => reference.Name);

        Assert.IsEmpty(ours, "The weaver must not load what it weaves into.");
    }

    [TestMethod]
    [DataRow("Debugging", "Common", true)]
    [DataRow("Upload", "Probes", false)]
    [DataRow("Capture", "Expressions", false)]
    [DataRow("Language", "Common", false)]
    [DataRow("Frames", "Contract", true)]
    [DataRow("Contract", "Frames", false)]
    [DataRow("", "Debugging", true)]
    public void MayUse_FollowsTheTable(string from, string to, bool expected) => Assert.AreEqual(expected, MayUse(from, to));

    [TestMethod]
    public void Edges_SeeWhatStandsInBodies()
    {
        // Gates hands out WovenModule objects; a reader that saw signatures only would still find these two.
        var edges = RuntimeEdges().ToHashSet();

        Assert.Contains(("Weaver.Hooks.Gates", "Weaver.Hooks.WovenModule"), edges);
        Assert.IsGreaterThan(100, edges.Count);
    }

    private static string RuntimeFile => Path.Combine(AppContext.BaseDirectory, "Weaver.Runtime.dll");

    // What users type stands in the root: it may use everything, and plain data of it may be used everywhere.
    private static bool MayUse(string from, string to)
    {
        if (from.Length == 0)
            return true;
        if (s_alone.Contains(from))
            return false;
        if (to.Length == 0)
            return true;

        return s_exceptions.Contains((from, to)) || RowOf(from) < RowOf(to);
    }

    private static int RowOf(string folder) => Array.FindIndex(s_rows, row => row.Contains(folder));

    // Weaver.Capture.Policies.TaskPolicy -> Capture; types of the root namespace -> "".
    private static string FolderOf(string fullName)
    {
        var parts = fullName.Split('/')[0].Split('.');
        return parts.Length > 2 ? parts[1] : "";
    }

    private static bool IsOurs(TypeReference type) => Outermost(type).Namespace is { } space && (space == "Weaver" || space.StartsWith("Weaver.", StringComparison.Ordinal));

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static IEnumerable<(string From, string To)> RuntimeEdges()
    {
        using var module = ModuleDefinition.ReadModule(RuntimeFile);
        foreach (var type in module.GetTypes().Where(IsOurs))
        {
            var from = Outermost(type).FullName;
            foreach (var to in TypeUses.Of(type).Where(to => to.Scope == module && IsOurs(to)).Select(static to => Outermost(to).FullName).Distinct())
            {
                if (to != from)
                    yield return (from, to);
            }
        }
    }
}
