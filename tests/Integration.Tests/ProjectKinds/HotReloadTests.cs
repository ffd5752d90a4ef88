using System;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.ProjectKinds;

/// <summary>What probes say when the code around them is changed while the program runs.</summary>
[TestClass]
public sealed class HotReloadTests
{
    private const string Source =
        """
        using System.Threading.Tasks;
        namespace Edited
        {
            public class Touched
            {
                public static int Sum(int count) { var total = 0; for (var i = 0; i < count; i++) total += i; return total; }
                public static async Task<int> LaterAsync(int value) { await Task.Yield(); return value; }
            }
            public class Untouched
            {
                public static int Sum(int count) { var total = 0; for (var i = 0; i < count; i++) total += i; return total; }
            }
        }
        """;

    [TestMethod]
    public void Update_OfAType_IsSaidByItsProbesAndBringsNoneOfThemDown()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Debug, name: "EditedAsset");
        using var program = new ArmedProgram(woven, $"[{Probe("touched", "Edited.Touched", "Sum")},{Probe("later", "Edited.Touched", "LaterAsync")},{Probe("untouched", "Edited.Untouched", "Sum")}]");
        woven.Call("Edited.Touched", "Sum", 3);

        // As the runtime does it: by the attribute of the assembly, with the state machine of an edited method among the types.
        var machine = woven.Type("Edited.Touched").GetNestedTypes(BindingFlags.NonPublic).Single(static type => type.Name.Contains("LaterAsync", StringComparison.Ordinal));
        Update([machine]);
        woven.Call("Edited.Touched", "Sum", 3);

        Assert.Contains("'Edited.Touched' was changed by hot reload", MessageOf(program, "touched"));
        Assert.Contains("has lost its gate", MessageOf(program, "later"));
        Assert.DoesNotContain("hot reload", MessageOf(program, "untouched"));
        Assert.HasCount(2, program.Snapshots("touched"));
        Update([machine]);
        Assert.AreEqual(1, MessageOf(program, "touched").Split("hot reload").Length - 1);
    }

    private static void Update(Type[] types)
    {
        var handler = typeof(WeaverDebugger).Assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>().Single().HandlerType;
        handler.GetMethod("UpdateApplication", BindingFlags.Static | BindingFlags.Public, [typeof(Type[])])!.Invoke(null, [types]);
    }

    private static string MessageOf(ArmedProgram program, string probe) => program.Status.Probes.Single(p => p.Id == probe).Message;

    private static string Probe(string id, string type, string method) =>
        $$"""
        {"id":"{{id}}","type":"LOG_PROBE","language":"dotnet","where":{"typeName":"{{type}}","methodName":"{{method}}"},"evaluateAt":"EXIT",
         "segments":[{"str":"ran"}],"captureSnapshot":true,"sampling":{"snapshotsPerSecond":1000} }
        """;
}
