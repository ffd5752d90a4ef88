using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Weaver.Engine;
using Weaver.Engine.References;

namespace Weaver.Architecture.Tests;

/// <summary>
/// The weaver names the runtime without loading it. Here each name and each reference that it builds meets the real
/// assembly: a renamed hook or a changed parameter fails here, not in somebody's program.
/// </summary>
[TestClass]
public sealed class HookSurfaceTests
{
    private static readonly string[] s_hooks = ["MayEnter", "Extend", "Enter", "EnterAsync", "EnterIterator", "EnterDispose", "EnterAsyncIterator", "Line", "Throw", "Leave", "Exit", "Suspend", "Next", "Complete", "Fault"];

    // Names of what the weaver adds to the woven module: nothing in the runtime bears them.
    private static readonly string[] s_woven = ["Holder", "HolderGateArray", "HolderAll", "HolderModule", "HolderGate", "ActivationField", "ManifestResource"];

    [TestMethod]
    public void Names_EveryConstant_ResolvesInTheRuntime()
    {
        using var runtime = OpenRuntime();
        var unresolved = Names().Where(pair => !s_woven.Contains(pair.Key) && !Resolves(runtime, pair.Key, pair.Value)).Select(static pair => $"{pair.Key} = \"{pair.Value}\"").ToList();

        Assert.IsEmpty(unresolved, "Nothing in Weaver.Runtime bears these names, or this test does not know where to look: " + string.Join(", ", unresolved));
    }

    [TestMethod]
    public void References_EveryHook_ResolvesWithItsExactSignature()
    {
        using var module = OpenModule();
        var references = new RuntimeReferences(module);
        var frame = references.Frame([module.TypeSystem.Object]);
        var hooks = typeof(RuntimeReferences).GetProperties()
            .Where(static property => property.PropertyType == typeof(MethodReference))
            .Select(property => (MethodReference)property.GetValue(references)!)
            .Where(static method => method.DeclaringType.Scope.Name == "Weaver.Runtime")
            .Append(references.Enter(frame).GetElementMethod())
            .Append(references.EnterAsync(frame).GetElementMethod())
            .Append(references.EnterIterator(frame).GetElementMethod())
            .Append(references.EnterDispose(frame).GetElementMethod())
            .Append(references.EnterAsyncIterator(frame).GetElementMethod())
            .Append(references.Extend(frame).GetElementMethod())
            .ToList();

        foreach (var hook in hooks)
        {
            var definition = hook.Resolve();
            Assert.IsNotNull(definition, $"{hook.FullName} is not in the runtime.");
            Assert.IsTrue(definition.IsPublic && definition.IsStatic, $"{hook.FullName} is not public and static.");
            Assert.AreEqual(hook.ReturnType.FullName, definition.ReturnType.FullName, hook.FullName);
            Assert.AreEqual(hook.GenericParameters.Count, definition.GenericParameters.Count, hook.FullName);
        }

        CollectionAssert.AreEquivalent(s_hooks.Append("Register").ToArray(), hooks.Select(static hook => hook.Name).ToArray());
    }

    [TestMethod]
    public void Frames_EveryArity_HasAConstructorOverThatManyReferences()
    {
        using var module = OpenModule();
        var references = new RuntimeReferences(module);
        foreach (var size in Arities())
        {
            var frame = references.Frame([.. Enumerable.Repeat<TypeReference>(module.TypeSystem.Int32, size)]);
            var constructor = references.FrameConstructor(frame).Resolve();

            Assert.IsNotNull(constructor, $"Frame`{size} has no constructor over {size} references.");
            Assert.IsTrue(constructor.IsPublic, $"The constructor of Frame`{size} is not public.");
            for (var slot = 0; slot < size; slot++)
                Assert.IsNotNull(RuntimeReferences.FrameField(frame, slot).Resolve(), $"Frame`{size} has no field for slot {slot}.");

            Assert.IsTrue(constructor.DeclaringType.IsPublic && constructor.DeclaringType.IsValueType, $"Frame`{size} is not a public struct.");
        }
    }

    [TestMethod]
    [DataRow("Span`1", "OfSpan")]
    [DataRow("ReadOnlySpan`1", "OfReadOnlySpan")]
    public void SpanViews_OverBothKinds_ResolveWithTheirExactSignature(string kind, string name)
    {
        using var module = OpenModule();
        var references = new RuntimeReferences(module);
        var open = new TypeReference("System", kind, module, module.TypeSystem.CoreLibrary, true);
        open.GenericParameters.Add(new GenericParameter("T", open));
        var span = new GenericInstanceType(open);
        span.GenericArguments.Add(module.TypeSystem.Int32);

        var view = references.ViewOf(references.SpanView(span)!)!;

        Assert.AreEqual(name, view.Name);
        var definition = view.GetElementMethod().Resolve();
        Assert.IsNotNull(definition);
        Assert.AreEqual(view.GetElementMethod().ReturnType.FullName, definition.ReturnType.FullName);
        Assert.IsNull(references.SpanView(module.TypeSystem.Int32));
        Assert.IsNull(references.ViewOf(module.TypeSystem.Int32));
    }

    [TestMethod]
    public void Hooks_WhatWovenCodeUses_IsHiddenFromEditors()
    {
        using var runtime = OpenRuntime();
        var visible = runtime.Types
            .Where(static type => type.IsPublic && type.Namespace is "Weaver.Hooks" or "Weaver.Frames" && type.IsPublic)
            .Where(static type => !IsHidden(type))
            .Select(static type => type.FullName)
            .ToList();

        Assert.IsEmpty(visible, "Mark these [EditorBrowsable(EditorBrowsableState.Never)]: " + string.Join(", ", visible));
    }

    private static bool IsHidden(TypeDefinition type) => type.CustomAttributes.Any(static attribute =>
        attribute.AttributeType.Name == "EditorBrowsableAttribute" && attribute.ConstructorArguments is [{ Value: (int)System.ComponentModel.EditorBrowsableState.Never }]);

    private static bool Resolves(ModuleDefinition runtime, string constant, string value)
    {
        var names = Names();
        var hooks = runtime.GetType(names["HooksNamespace"], names["Probes"]);
        return constant switch
        {
            "RuntimeAssembly" => runtime.Assembly.Name.Name == value,
            "HooksNamespace" or "FramesNamespace" or "AttributesNamespace" => runtime.Types.Any(type => type.IsPublic && type.Namespace == value),
            "Probes" or "Gates" => runtime.GetType(names["HooksNamespace"], value) is { IsAbstract: true, IsSealed: true, IsPublic: true },
            "Scope" => runtime.GetType(names["HooksNamespace"], value) is { IsValueType: true, IsPublic: true },
            "FrameLink" => runtime.GetType(names["FramesNamespace"], value) is { IsValueType: true, IsPublic: true },
            "Frame" => Arities().All(size => runtime.GetType(names["FramesNamespace"], $"{value}`{size}") is { IsValueType: true, IsPublic: true }),
            "FrameSlot" => Arities().All(size => runtime.GetType(names["FramesNamespace"], $"{names["Frame"]}`{size}").Fields.Any(field => field.IsPublic && field.Name == value + (size - 1))),
            "SpanView" or "ReadOnlySpanView" => runtime.GetType(names["FramesNamespace"], value + "`1") is { IsValueType: true, IsPublic: true },
            "SpanViews" => runtime.GetType(names["FramesNamespace"], value) is { IsAbstract: true, IsSealed: true, IsPublic: true },
            "OfSpan" or "OfReadOnlySpan" => runtime.GetType(names["FramesNamespace"], names["SpanViews"]).Methods.Count(method => method.Name == value && method.IsPublic && method.IsStatic) == 1,
            "ProbeableAttribute" or "NotProbeableAttribute" or "SensitiveAttribute" => runtime.GetType(names["AttributesNamespace"], value) is { IsPublic: true, BaseType.FullName: "System.Attribute" },
            "Register" => runtime.GetType(names["HooksNamespace"], names["Gates"]).Methods.Count(method => method.Name == value && method.IsPublic && method.IsStatic) == 1,
            _ => s_hooks.Contains(constant) && hooks.Methods.Count(method => method.Name == value && method.IsPublic && method.IsStatic) == 1,
        };
    }

    private static Dictionary<string, string> Names() =>
        ContractType("HookNames").GetFields(BindingFlags.Static | BindingFlags.Public).ToDictionary(static field => field.Name, static field => (string)field.GetRawConstantValue()!);

    private static int[] Arities() => (int[])ContractType("FrameArity").GetField("Sizes", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;

    // As the weaver was compiled with them; the runtime holds the same source under the same names.
    private static Type ContractType(string name) => typeof(WeavingEngine).Assembly.GetType("Weaver.Contract." + name, throwOnError: true)!;

    private static ModuleDefinition OpenRuntime() => ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "Weaver.Runtime.dll"));

    private static ModuleDefinition OpenModule()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        return ModuleDefinition.CreateModule("Woven", new ModuleParameters { AssemblyResolver = resolver, Kind = ModuleKind.Dll });
    }
}
