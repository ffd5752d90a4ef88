using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;
using MethodDefinition = Mono.Cecil.MethodDefinition;
using ModuleDefinition = Mono.Cecil.ModuleDefinition;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Eligibility;

/// <summary>What the weaver reads of a body without loading it, and what it leaves of a body that it leaves out, on a real library: the one it is made with.</summary>
[TestClass]
public sealed class LeftOutBodyTests
{
    private static readonly string s_library = typeof(ModuleDefinition).Assembly.Location;

    [TestMethod]
    public void Balanced_MethodsTooSmall_HaveNoRegionAndAtMost150BytesOr64WithALoop()
    {
        using var woven = Weave();
        using var module = ModuleDefinition.ReadModule(s_library);
        var bodies = module.GetTypes().SelectMany(static type => type.Methods).Where(static method => method.HasBody)
            .ToLookup(static method => (method.DeclaringType.FullName.Replace('/', '+'), method.Name));

        var small = woven.Manifest.LeftOut.Where(static method => method.RuleId == "WVR1023" && method.Detail != "it is marked AggressiveInlining").ToList();
        Assert.IsGreaterThan(1000, small.Count);
        foreach (var method in small)
        {
            // Overloads are told apart by the size that the weaver names.
            Assert.IsTrue(
                bodies[(method.TypeName, method.Name)].Any(body => method.Detail.StartsWith($"it has {body.Body.CodeSize} bytes", StringComparison.Ordinal) && !body.Body.HasExceptionHandlers && body.Body.CodeSize <= (HasLoop(body) ? 64 : 150)),
                $"{method.TypeName}.{method.Name}: {method.Detail}");
        }
    }

    [TestMethod]
    public void Balanced_LeftOutBodies_KeepTheirHeaderAndSize()
    {
        using var woven = Weave();
        var (before, after) = (Headers(s_library), Headers(woven.WovenPath));
        var left = woven.Manifest.LeftOut.Where(static method => method.RuleId == "WVR1023").Select(static method => (method.TypeName, method.Name)).ToHashSet();

        var compared = 0;
        foreach (var (method, header) in before.Where(pair => left.Contains((pair.Key.Type, pair.Key.Name))))
        {
            // An overload may have a gate, which makes it larger.
            if (after[method].CodeSize != header.CodeSize)
                continue;

            Assert.AreEqual(header, after[method], $"{method.Type}.{method.Name}");
            compared++;
        }

        Assert.IsGreaterThan(1000, compared);
    }

    private static WovenAssembly Weave()
        => WovenAssembly.FromFile(s_library, new WeaverConfig { Policy = WeaverPolicy.Balanced }, references: [s_library]);

    private static bool HasLoop(MethodDefinition method) => method.Body.Instructions.Any(static instruction => instruction.Operand switch
    {
        Instruction target => target.Offset <= instruction.Offset,
        Instruction[] targets => targets.Any(target => target.Offset <= instruction.Offset),
        _ => false,
    });

    private static Dictionary<(string Type, string Name, int Index), (int CodeSize, int MaxStack, bool InitLocals)> Headers(string path)
    {
        using var reader = new PEReader(File.OpenRead(path));
        var metadata = reader.GetMetadataReader();
        var headers = new Dictionary<(string, string, int), (int, int, bool)>();
        foreach (var typeHandle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(typeHandle);
            var index = 0;
            foreach (var handle in type.GetMethods())
            {
                var method = metadata.GetMethodDefinition(handle);
                if (method.RelativeVirtualAddress == 0)
                    continue;

                // Twins come behind the methods that were there, so a method keeps its place in its type.
                var body = reader.GetMethodBody(method.RelativeVirtualAddress);
                headers.Add((NameOf(metadata, typeHandle), metadata.GetString(method.Name), index++), (body.GetILBytes()!.Length, body.MaxStack, body.LocalVariablesInitialized));
            }
        }

        return headers;
    }

    private static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        if (type.IsNested)
            return NameOf(metadata, type.GetDeclaringType()) + "+" + name;

        var space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? name : space + "." + name;
    }
}
