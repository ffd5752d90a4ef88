using System;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Rewriting;

/// <summary>A twin suppresses only those warnings of trimmers that it would cause.</summary>
[TestClass]
public sealed class TrimWarningsTests
{
    private const string Source = """
        using System;
        using System.Linq;

        public static class Program
        {
            public static int Add(int a, int b) { return a + b; }
            public static int Count(int[] numbers, int least) { return numbers.Count(n => n >= least); }
            public static string Show<T>(T value) { return typeof(T).Name + value; }
        }
        """;

    [TestMethod]
    [DataRow("Add", "")]
    [DataRow("Count", "IL2110 IL2117")]
    [DataRow("Show", "IL2091")]
    public void Twin_OfAMethod_SuppressesWhatItWouldCauseAndNothingElse(string method, string codes)
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release);

        var twin = woven.Type("Program").GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Single(m => m.Name.StartsWith($"<{method}>g__Probed|", StringComparison.Ordinal));
        var suppressed = twin.CustomAttributes
            .Where(a => a.AttributeType.Name == "UnconditionalSuppressMessageAttribute")
            .Select(a => (string)a.ConstructorArguments[1].Value!);

        Assert.AreEqual(codes, string.Join(' ', suppressed));
    }
}
