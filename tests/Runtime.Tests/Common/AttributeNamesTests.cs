using System;
using System.IO;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
[DoNotParallelize]
public sealed class AttributeNamesTests
{
    [Sensitive]
    private sealed class Holder<T>
    {
        [Sensitive]
        public T? Field = default;

        [Sensitive]
        public int Property { get; set; }

        [NonSerialized]
        public int Other = 1;

        public void Method([Sensitive] int marked, int other) => _ = marked + other + Other;
    }

    [TestMethod]
    public void Marks_AreFoundOnTypesMembersAndParameters()
    {
        var type = typeof(Holder<string>);
        Assert.IsTrue(Find(type));
        Assert.IsTrue(Find(type.GetField("Field")!));
        Assert.IsTrue(Find(type.GetProperty("Property")!));
        Assert.IsFalse(Find(type.GetField("Other")!));
        Assert.IsFalse(Find(type.GetMethod("Method")!));
        var parameters = type.GetMethod("Method")!.GetParameters();
        Assert.IsTrue(AttributeNames.Find(parameters[0], "Weaver", "SensitiveAttribute"));
        Assert.IsFalse(AttributeNames.Find(parameters[1], "Weaver", "SensitiveAttribute"));
        foreach (var other in new[] { typeof(int[]), typeof(Holder<>).GetGenericArguments()[0], typeof(int).MakeByRefType(), typeof(string) })
            Assert.IsFalse(Find(other), other.ToString());
    }

    [TestMethod]
    public void Mark_OnATypeMadeAtRunTime_IsFoundByReflection()
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Made"), AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("Made");
        var builder = module.DefineType("Made", TypeAttributes.Public);
        builder.SetCustomAttribute(new CustomAttributeBuilder(typeof(SensitiveAttribute).GetConstructor([])!, []));

        Assert.IsTrue(Find(builder.CreateType()));
        Assert.IsFalse(Find(module.DefineType("Plain", TypeAttributes.Public).CreateType()));
    }

    [TestMethod]
    public void AttributesOfAMissingAssembly_AreNotLookedFor()
    {
        using var folder = new TemporaryFolder();
        CompileSource.ToAssembly(folder, "Missing", "namespace Missing { public sealed class OddAttribute : System.Attribute { } }", CompileMode.Debug);
        var reference = Path.Combine(folder, "Missing.dll");
        var program = CompileSource.ToAssembly(
            folder, "Program", [("Program.cs", "namespace Program { [Missing.Odd] public class Plain { [Missing.Odd] public int Field; } [Missing.Odd] [Weaver.Sensitive] public class Marked { } }")], CompileMode.Debug, references: [reference]);
        File.Delete(reference);
        var context = new AssemblyLoadContext("attributes", isCollectible: true);
        var asked = 0;
        context.Resolving += (_, name) =>
        {
            asked += name.Name == "Missing" ? 1 : 0;
            return null;
        };
        var assembly = context.LoadFromAssemblyPath(program);

        Assert.IsFalse(Find(assembly.GetType("Program.Plain")!));
        Assert.IsFalse(Find(assembly.GetType("Program.Plain")!.GetField("Field")!));
        Assert.IsTrue(Find(assembly.GetType("Program.Marked")!));
        Assert.AreEqual(0, asked);
        context.Unload();
    }

    private static bool? Find(MemberInfo member) => AttributeNames.Find(member, "Weaver", "SensitiveAttribute");
}
