using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Weaver.Engine;
using Weaver.Tests.Support;

namespace Weaver.Architecture.Tests;

/// <summary>Assemblies that are only referred to stay on disk while one is woven, but never stand in the way of the output.</summary>
[TestClass]
public sealed class ReferenceResolverTests
{
    [TestMethod]
    public void Output_AmongTheReferences_CanBeWrittenWhileItIsKnown()
    {
        using var folder = new TemporaryFolder();
        var output = CompileSource.ToAssembly(folder, "Output", "public class Output { }", CompileMode.Release);
        var other = CompileSource.ToAssembly(folder, "Other", "public class Other { }", CompileMode.Release);
        using var resolver = new ReferenceResolver([output, other], Path.Combine(folder, ".", "Output.dll"));
        var known = resolver.Resolve(new AssemblyNameReference("Output", null));
        Assert.IsNotNull(resolver.Resolve(new AssemblyNameReference("Other", null)).MainModule.GetType("Other"));

        File.WriteAllBytes(output, [1, 2, 3]);

        Assert.IsNotNull(known.MainModule.GetType("Output"));
        Assert.AreSame(known, resolver.Resolve(new AssemblyNameReference("output", null)));
    }

    [TestMethod]
    public void Files_AfterTheWeave_AreFree()
    {
        using var folder = new TemporaryFolder();
        var path = CompileSource.ToAssembly(folder, "Other", "public class Other { }", CompileMode.Release);
        using (var resolver = new ReferenceResolver([path], Path.Combine(folder, "Output.dll")))
            Assert.IsNotNull(resolver.Resolve(new AssemblyNameReference("Other", null)));

        File.WriteAllBytes(path, [1]);
    }
}
