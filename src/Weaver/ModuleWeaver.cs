using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Fody;
using Weaver.Contract;
using Weaver.Rules;

namespace Weaver.Engine;

/// <summary>What Fody loads and runs in a build. The name is Fody's, and the work is the engine's.</summary>
/// <remarks>Fody keeps the assembly of a weaver loaded for as long as its process lives: nothing here may be static state.</remarks>
public sealed class ModuleWeaver : BaseModuleWeaver
{
    private readonly Stopwatch _elapsed = new();
    private WeaveFolder? _folder;
    private WeaveResult? _result;
    private CollectionPause? _pause;
    private long _sizeBefore;

    /// <summary>Woven code calls the runtime, so its reference stays.</summary>
    public override bool ShouldCleanReference => false;

    /// <summary>Only the runtime: the engine builds its references by name, and each further name here could leak into the output.</summary>
    public override IEnumerable<string> GetAssembliesForScanning()
    {
        yield return HookNames.RuntimeAssembly;
    }

    /// <summary>Weaves the module in memory. Fody writes it afterwards.</summary>
    public override void Execute()
    {
        _elapsed.Start();
        try
        {
            _folder = new WeaveFolder(IntermediateDirectory);
            _folder.Reset();
            if (ModuleDefinition.Assembly.Name.HasPublicKey)
                _folder.WritePublicKey(ModuleDefinition.Assembly.Name.PublicKey);

            _sizeBefore = new FileInfo(AssemblyFilePath).Length;
            var complaints = new List<string>();
            var config = WeaverConfigReader.Read(Config, complaints);
            if (FindObstacle(complaints) is { } obstacle)
            {
                _folder.WriteMessages(new[] { obstacle });
                return;
            }

            // Until the module is written. Should Fody give up before that, the pause ends by itself when its room is used up.
            _pause = CollectionPause.TryStart(_sizeBefore);
            var result = WeavingEngine.Weave(ModuleDefinition, config, File.ReadAllBytes(AssemblyFilePath));
            _folder.WriteReport(WeaveReport.Text(AssemblyName, config, result), WeaveReport.Table(result));
            _folder.WriteMessages(result.Messages);
            _result = result;
        }
        catch (WeavingException failure) when (_folder is not null)
        {
            EndPause();
            _folder.WriteMessages(new[] { Message(BuildRules.WeaveFailed, failure.Message) });
        }
        catch (Exception failure)
        {
            EndPause();
            throw Unexpected(failure);
        }
    }

    /// <summary>The module is written: now its size is known, and the build may take it for woven.</summary>
    public override void AfterWeaving()
    {
        EndPause();
        if (_result is null || _folder is null)
            return;

        try
        {
            var growth = new FileInfo(AssemblyFilePath).Length - _sizeBefore;
            _folder.WriteSummary(WeaveReport.Summary(_result, growth, _elapsed.Elapsed, Readable(_folder.ReportFile)));
            _folder.WriteWoven(HookNames.ManifestResource);
        }
        catch (Exception failure)
        {
            throw Unexpected(failure);
        }
    }

    private void EndPause()
    {
        _pause?.Dispose();
        _pause = null;
    }

    private string AssemblyName => ModuleDefinition.Assembly.Name.Name;

    private string IntermediateDirectory => Path.GetDirectoryName(Path.GetFullPath(AssemblyFilePath))!;

    private WeaverMessage? FindObstacle(List<string> complaints)
    {
        if (complaints.Count > 0)
            return Message(BuildRules.BadOption, string.Join(" ", complaints));

        if (ModuleDefinition.Types.Any(static type => type.Name == HookNames.Holder))
            return Message(BuildRules.AlreadyWoven, "");

        return ModuleDefinition.AssemblyResolver.Resolve(new Mono.Cecil.AssemblyNameReference(HookNames.RuntimeAssembly, null)) is null
            ? Message(BuildRules.RuntimeMissing, "")
            : null;
    }

    private WeaverMessage Message(Rule rule, string detail) =>
        new(rule, string.Format(CultureInfo.InvariantCulture, rule.Message, AssemblyName, detail) + " " + rule.Remedy);

    // Fody prints its own exception type as one line and the rest as a page. It writes no assembly after an exception.
    private Fody.WeavingException Unexpected(Exception failure)
    {
        var text = Message(BuildRules.InternalError, $"{failure.GetType().FullName}: {failure.Message}").Text;
        WriteDebug(failure.ToString());
        return new Fody.WeavingException($"{BuildRules.InternalError.Id}: {text.Replace('\r', ' ').Replace('\n', ' ')}");
    }

    // A path below the project reads better short; anything else is shown whole.
    private string Readable(string path)
    {
        var project = string.IsNullOrEmpty(ProjectDirectoryPath) ? "" : Path.GetFullPath(ProjectDirectoryPath).TrimEnd('/', '\\') + Path.DirectorySeparatorChar;
        return project.Length > 0 && path.StartsWith(project, StringComparison.Ordinal)
            ? path.Substring(project.Length).Replace('\\', '/')
            : path;
    }
}
