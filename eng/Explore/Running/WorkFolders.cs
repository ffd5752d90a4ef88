using System;
using System.Globalization;
using System.IO;

namespace Weaver.Explore.Running;

/// <summary>Where what stands while an exploration runs.</summary>
/// <param name="work">The folder of all.</param>
internal sealed class WorkFolders(string work)
{
    /// <summary>The program as it is.</summary>
    public string Plain { get; } = Path.Combine(work, "plain");

    public string Woven { get; } = Path.Combine(work, "woven");

    /// <summary>What the runs print, when the folder is kept.</summary>
    public string Outputs { get; } = Directory.CreateDirectory(Path.Combine(work, "outputs")).FullName;

    /// <summary>The startup hook, with everything that it needs beside it.</summary>
    public static string HookFile { get; } = FindHook();

    public static string RuntimeFile { get; } = Path.Combine(Path.GetDirectoryName(HookFile)!, "Weaver.Runtime.dll");

    /// <summary>A program runs in a copy at one and the same path in every mode, because it may print that path.</summary>
    public string Program(int slot) => Path.Combine(Slot(slot), "program");

    public string Results(int slot) => Path.Combine(Slot(slot), "results");

    public string Counts(int slot) => Path.Combine(Slot(slot), "counts");

    private string Slot(int slot) => Path.Combine(work, "run" + slot.ToString(CultureInfo.InvariantCulture));

    // Built beside this program, in the same configuration.
    private static string FindHook()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var file = Path.Combine(own.Parent!.Parent!.FullName, "Weaver.Explore.Hook", own.Name, "Weaver.Explore.Hook.dll");
        return File.Exists(file) ? file : throw new OptionsException($"The startup hook '{file}' is missing. Build the project Weaver.Explore, which builds it too.");
    }
}
