using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Mono.Cecil;
using Weaver.Contract;
using Weaver.Engine.Discovery;
using Weaver.Engine.Eligibility;
using Weaver.Engine.References;
using Weaver.Engine.Rewriting;

namespace Weaver.Engine.Manifests;

/// <summary>Collects the record of one module while its methods are woven, and embeds it.</summary>
internal sealed class ManifestBuilder(ModuleDefinition module, WeaverConfig config)
{
    private readonly List<ManifestMethod> _methods = new();
    private readonly List<LeftOutMethod> _leftOut = new();
    private readonly Dictionary<string, int> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<TypeReference, string> _typeNames = new();
    private readonly bool _hasMarks = SensitiveMarks.AreIn(module);

    public IReadOnlyList<LeftOutMethod> LeftOut => _leftOut;

    /// <summary>Number of the next gate.</summary>
    public int NextGate => _methods.Count;

    /// <summary>Distinct source lines with at least one site.</summary>
    public int Lines => _methods.SelectMany(m => m.Sites.Select(s => (m.Document, s.Line))).Distinct().Count();

    public void Add(ManifestMethod woven) => _methods.Add(woven);

    public ManifestMethod Describe(Twin twin)
    {
        var method = twin.Candidate.Method;
        var variables = twin.Layout.Variables;
        return new ManifestMethod
        {
            TypeName = NameOf(method.DeclaringType),
            Name = method.Name,
            Traits = TraitsOf(twin),
            GenericArity = method.HasGenericParameters ? method.GenericParameters.Count : 0,
            ParameterTypes = ParametersOf(method),
            ReturnType = NameOf(method.ReturnType),
            Variables = variables.ConvertAll(v => Record(method, v)).ToArray(),
            SlotCount = twin.Layout.Slots.Count,
            ExitLive = LiveAtExit(variables, twin.ExitOffset),
            Document = (twin.Sites.FirstOrDefault() ?? twin.Symbols.Points.FirstOrDefault(p => !p.IsHidden)) is { } first ? DocumentIndex(first.Point.Document.Url) : -1,
            Sites = SitesOf(twin, variables),
        };
    }

    public void AddLeftOut(MethodDefinition method, LeftOutReason reason)
        => _leftOut.Add(new LeftOutMethod
        {
            TypeName = NameOf(method.DeclaringType),
            Name = method.Name,
            ParameterTypes = ParametersOf(method),
            RuleId = reason.Rule.Id,
            Detail = reason.Detail,
        });

    /// <summary>Embeds the record.</summary>
    public void Write(bool hasSymbols)
    {
        var manifest = new Manifest
        {
            WeaverVersion = typeof(ManifestBuilder).Assembly.GetName().Version.ToString(),
            AssemblyName = module.Assembly.Name.Name,
            Policy = config.Policy.ToString(),
            HasSymbols = hasSymbols,
            Documents = _documents.OrderBy(p => p.Value).Select(p => p.Key).ToArray(),
            Methods = _methods.ToArray(),
            LeftOut = _leftOut.ToArray(),
        };
        manifest.ContentHash = Hash(ManifestFormat.WriteRecords(manifest));
        module.Resources.Add(new EmbeddedResource(HookNames.ManifestResource, ManifestResourceAttributes.Private, ManifestFormat.Write(manifest)));
    }

    // Weaving does not change the MVID, which the compiler made from the sources; the record says what weaving did.
    private string Hash(byte[] record)
    {
        using var sha = SHA256.Create();
        var mvid = module.Mvid.ToByteArray();
        sha.TransformBlock(mvid, 0, mvid.Length, null, 0);
        sha.TransformFinalBlock(record, 0, record.Length);
        return sha.Hash.Aggregate(new StringBuilder(64), (text, b) => text.Append(b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))).ToString();
    }

    private string[] ParametersOf(MethodDefinition method)
    {
        if (!method.HasParameters)
            return [];

        var types = new string[method.Parameters.Count];
        for (var i = 0; i < types.Length; i++)
            types[i] = NameOf(method.Parameters[i].ParameterType);

        return types;
    }

    // The same types come again and again.
    private string NameOf(TypeReference type)
    {
        if (!_typeNames.TryGetValue(type, out var name))
            _typeNames.Add(type, name = TypeNames.Of(type));

        return name;
    }

    private ManifestVariable Record(MethodDefinition method, FrameVariable variable) => new()
    {
        Name = variable.Name,
        Kind = variable.Kind,
        TypeName = NameOf(variable.Type),
        Slot = variable.Slot?.Index ?? -1,
        Reason = variable.Reason,
        IsOut = variable.IsOut,
        IsSensitive = _hasMarks && SensitiveMarks.Covers(method, variable),
    };

    private static MethodTraits TraitsOf(Twin twin)
    {
        var method = twin.Candidate.Method;
        var returnsValue = twin.Layout.Variables.Any(v => v.Kind == VariableKind.Return);
        return (method.IsStatic ? MethodTraits.Static : 0)
            | KindTraits(twin.Candidate.Kind)
            | (method.HasGenericParameters || method.DeclaringType.HasGenericParameters ? MethodTraits.Generic : 0)
            | (twin.HasLiveLines ? MethodTraits.LiveLines : 0)
            | (method.Name.IndexOf('<') >= 0 || method.DeclaringType.Name.IndexOf('<') >= 0 ? MethodTraits.CompilerGenerated : 0)
            | (returnsValue ? 0 : MethodTraits.ReturnsVoid);
    }

    private static MethodTraits KindTraits(BodyKind kind) => kind switch
    {
        BodyKind.Async => MethodTraits.Async,
        BodyKind.Iterator => MethodTraits.Iterator,
        BodyKind.AsyncIterator => MethodTraits.Async | MethodTraits.Iterator,
        BodyKind.IteratorFinally => MethodTraits.Iterator | MethodTraits.Part,
        _ => MethodTraits.None,
    };

    private static ManifestSite[] SitesOf(Twin twin, List<FrameVariable> variables)
    {
        var sites = new ManifestSite[twin.Sites.Count];
        byte[]? last = null;
        for (var i = 0; i < sites.Length; i++)
        {
            var (point, offset) = (twin.Sites[i].Point, twin.Sites[i].Instruction.Offset);
            var live = BitSet.Create(variables.Count);
            for (var v = 0; v < variables.Count; v++)
            {
                if (variables[v].IsLiveAt(offset))
                    BitSet.Set(live, v);
            }

            // Mostly what holds at one line holds at the next.
            last = last != null && live.SequenceEqual(last) ? last : live;
            sites[i] = new ManifestSite { Line = point.StartLine, Column = point.StartColumn, EndLine = point.EndLine, Offset = offset, Live = last };
        }

        return sites;
    }

    private static byte[] LiveAtExit(List<FrameVariable> variables, int offset)
    {
        var live = BitSet.Create(variables.Count);
        for (var v = 0; v < variables.Count; v++)
        {
            if (variables[v].ExitOnly || variables[v].IsLiveAt(offset))
                BitSet.Set(live, v);
        }

        return live;
    }

    private int DocumentIndex(string url)
    {
        if (!_documents.TryGetValue(url, out var index))
            _documents.Add(url, index = _documents.Count);

        return index;
    }
}
