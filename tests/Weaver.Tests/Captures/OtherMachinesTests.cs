using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis.VisualBasic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Captures;

/// <summary>State machines that the C# compiler did not write: those of Visual Basic are woven, those of nobody known are left out.</summary>
[TestClass]
[DoNotParallelize]
public sealed class OtherMachinesTests
{
    private const string VisualBasic = """
        Imports System
        Imports System.Collections.Generic
        Imports System.Threading.Tasks

        Public Class Shop
            Private _owner As String = "Ada"

            Public Iterator Function Sums(count As Integer) As IEnumerable(Of Integer)
                Dim sum As Integer = 0
                Try
                    For i As Integer = 1 To count
                        sum += i * i
                        Yield sum                                  ' element
                        If i = 4 Then Throw New InvalidOperationException("at 4")
                    Next
                Finally
                    Program.Log("end " & sum & _owner)             ' finally
                End Try
                Program.Log("behind")
            End Function

            Public Iterator Function Plain(first As String) As IEnumerator(Of String)
                Yield first
                Yield _owner
            End Function

            Public Async Function Place(count As Integer) As Task(Of String)
                Dim text As String = ""
                For i As Integer = 1 To count
                    Await Task.Yield()
                    text &= i                                      ' place
                Next
                If count = 3 Then Throw New InvalidOperationException("three")
                Return text & _owner
            End Function

            Public Async Sub Fire(done As TaskCompletionSource(Of Integer))
                Await Task.Yield()
                done.SetResult(5)
            End Sub
        End Class

        Public Module Program
            Private ReadOnly s_log As New List(Of String)()

            Public Sub Log(text As String)
                s_log.Add(text)
            End Sub

            Public Function Place(count As Integer) As String
                Return New Shop().Place(count).GetAwaiter().GetResult()
            End Function

            Public Function Drain(count As Integer, take As Integer) As String
                s_log.Clear()
                Try
                    Using all = New Shop().Sums(count).GetEnumerator()
                        While take > 0 AndAlso all.MoveNext()
                            Log(all.Current.ToString())
                            take -= 1
                        End While
                    End Using
                Catch e As InvalidOperationException
                    Log(e.Message)
                End Try
                Return String.Join(";", s_log)
            End Function

            Public Function Run(tick As Action) As String
                Dim texts As New List(Of String)()
                For Each take In {0, 1, 2, 99}
                    For Each count In {2, 9}
                        texts.Add(Drain(count, take))
                        tick()
                    Next
                Next
                Dim both = New Shop().Plain("x")
                While both.MoveNext()
                    texts.Add(both.Current)
                    tick()
                End While
                both.Dispose()
                texts.Add(Place(2))
                Try
                    Place(3)
                Catch e As InvalidOperationException
                    texts.Add(e.Message)
                End Try
                Dim done As New TaskCompletionSource(Of Integer)()
                Dim owner As New Shop()
                owner.Fire(done)
                texts.Add(done.Task.Result.ToString())
                Return String.Join("|", texts)
            End Function
        End Module
        """;

    private static readonly CaptureAsset s_asset = new("Basic", VisualBasic, Compile, "' ");

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncMethodOfVisualBasic_OnLeaving_ShowsItsVariables(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Place"));

        Assert.AreEqual("12Ada", s_asset.Call(mode, "Place", 2));
        Assert.ThrowsExactly<InvalidOperationException>(() => s_asset.Call(mode, "Place", 3));

        var returned = program.Snapshots("p")[0].At("captures/return");
        Assert.AreEqual("2", returned.At("arguments/count/value").GetString());
        Assert.AreEqual("Ada", returned.At("arguments/this/fields/_owner/value").GetString());
        Assert.AreEqual("12", returned.At("locals/text/value").GetString());
        Assert.AreEqual("12Ada", returned.At("locals/@return/value").GetString());
        Assert.AreEqual("three", program.Snapshots("p")[1].At("captures/return/throwable/message").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug, 2, 99, "1;5;end 5Ada;behind")]
    [DataRow(CompileMode.Release, 2, 99, "1;5;end 5Ada;behind")]
    [DataRow(CompileMode.Debug, 9, 2, "1;5;end 5Ada")]
    [DataRow(CompileMode.Release, 9, 2, "1;5;end 5Ada")]
    public void IteratorOfVisualBasic_EndedOrDisposed_IsOneCall(CompileMode mode, int count, int take, string answer)
    {
        using (var lines = s_asset.Arm(mode, s_asset.Line(mode, "finally", CaptureAsset.Message("", "sum", " ", "count"))))
        {
            Assert.AreEqual(answer, s_asset.Call(mode, "Drain", count, take));
            CollectionAssert.AreEqual(new[] { "5 " + count }, CaptureAsset.Messages(lines));
        }

        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Sums"));
        Assert.AreEqual(answer, s_asset.Call(mode, "Drain", count, take));
        var snapshot = program.Snapshots("p").Single();
        Assert.AreEqual("5", snapshot.At("captures/return/locals/sum/value").GetString());
        Assert.IsGreaterThan(0, snapshot.GetProperty("duration").GetDouble());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void MachinesOfVisualBasic_GatesShutOpenToggledAndArmed_AnswerAlike(CompileMode mode)
        => s_asset.AssertAnswersAlike(mode, "||1;end 1Ada|1;end 1Ada|1;5;end 5Ada|1;5;end 5Ada|1;5;end 5Ada;behind|1;5;14;30;end 30Ada;at 4|x|Ada|12Ada|three|5");

    [TestMethod]
    public void MachinesThatNoMethodNames_AreLeftOutWithTheirReason()
    {
        const string Source = """
            using System;
            using System.Runtime.CompilerServices;

            public sealed class ByHand : IAsyncStateMachine
            {
                AsyncTaskMethodBuilder<int> _builder = AsyncTaskMethodBuilder<int>.Create();
                public System.Threading.Tasks.Task<int> Start() { var me = this; _builder.Start(ref me); return _builder.Task; }
                public void MoveNext() { _builder.SetResult(4); }
                public void SetStateMachine(IAsyncStateMachine machine) { }
            }

            public static class Outer
            {
                // As the tasks of F# look.
                [CompilerGenerated]
                public struct Resumable : IAsyncStateMachine
                {
                    public int ResumptionPoint;
                    public void MoveNext() { ResumptionPoint++; }
                    public void SetStateMachine(IAsyncStateMachine machine) { }
                }
            }
            """;
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release);

        CollectionAssert.AreEquivalent(
            new[] { "ByHand.MoveNext", "Outer+Resumable.MoveNext", "Outer+Resumable.SetStateMachine" },
            woven.Manifest.LeftOut.Where(m => m.RuleId == "WVR1027").Select(m => m.TypeName + "." + m.Name).ToArray());
        Assert.IsTrue(woven.Manifest.Methods.Any(m => m is { TypeName: "ByHand", Name: "Start" }));
    }

    [TestMethod]
    public void MachineInAnAssemblyThatWasNotGiven_LeavesItsMethodOut()
    {
        const string Source = "public static class Program { public static int Go(int a) { var b = a; for (var i = 0; i < a; i++) b += i; return b; } public static int Stay(int a) { var b = a * 2; return b; } }";
        var folder = new TemporaryFolder();
        var compiled = CompileSource.ToAssembly(folder, "Lost", Source, CompileMode.Release);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "lost")).FullName, "Lost.dll");
        using (var module = Mono.Cecil.ModuleDefinition.ReadModule(compiled))
        {
            var elsewhere = new Mono.Cecil.AssemblyNameReference("Elsewhere", new Version(1, 0));
            module.AssemblyReferences.Add(elsewhere);
            var attribute = new Mono.Cecil.CustomAttribute(module.ImportReference(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute).GetConstructor([typeof(Type)])));
            attribute.ConstructorArguments.Add(new Mono.Cecil.CustomAttributeArgument(module.ImportReference(typeof(Type)), new Mono.Cecil.TypeReference("", "Machine", module, elsewhere)));
            module.GetType("Program").Methods.Single(m => m.Name == "Go").CustomAttributes.Add(attribute);
            module.Write(path);
        }

        using var woven = WovenAssembly.FromFile(path, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, folder);

        Assert.AreEqual("WVR1027", woven.Manifest.LeftOut.Single(m => m.Name == "Go").RuleId);
        Assert.AreEqual(4, woven.Call("Program", "Stay", 2));
        Assert.IsTrue(woven.Manifest.Methods.Any(m => m.Name == "Stay"));
    }

    private static string Compile(string folder, string name, string source, CompileMode mode)
    {
        var compilation = VisualBasicCompilation.Create(
            name,
            [VisualBasicSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), path: Path.Combine("/src", name, "Asset.cs"))],
            CompileSource.References.Select(r => MetadataReference.CreateFromFile(r)),
            new VisualBasicCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: mode == CompileMode.Debug ? OptimizationLevel.Debug : OptimizationLevel.Release,
                optionInfer: true,
                deterministic: true));
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".dll");
        var symbols = Path.ChangeExtension(path, ".pdb");
        using var assembly = File.Create(path);
        using var pdb = File.Create(symbols);
        var result = compilation.Emit(assembly, pdb, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: symbols));
        return result.Success ? path : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
    }
}
