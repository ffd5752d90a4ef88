using System;
using System.Threading;
using Weaver.Contract;
using Weaver.Frames;
using Weaver.Hooks;
using Hook = Weaver.Hooks.Probes;

namespace Weaver.Runtime.Tests.Woven;

/// <summary>
/// Methods as the weaver leaves them, written by hand, with the manifest that belongs to them: gate, original body, twin.
/// One instance registers one module; the gates are shared, so tests that use it must not run at once.
/// </summary>
internal sealed unsafe class WovenCode
{
    public const int Add = 0;
    public const int Fail = 1;
    public const int Later = 2;
    public const int Loop = 3;
    public const int Count = 4;

    public const string Document = "/build/src/Sample/Calculator.cs";
    public const string TypeName = "Sample.Calculator";

    private static readonly byte[] s_gates = new byte[Count];

    public WovenCode(byte[]? manifest = null)
    {
        Array.Clear(s_gates);
        Module = Gates.Register(typeof(WovenCode).Assembly, Count, (nint)(delegate*<int, ref byte>)&Gate, manifest ?? ManifestFormat.Write(CreateManifest()));
    }

    public WovenModule Module { get; }

    /// <summary>Runs before each iteration of <see cref="RunLoop"/>.</summary>
    public Action<int>? BeforeIteration { get; set; }

    /// <summary>Something large for expressions to look through.</summary>
    public int[] Numbers { get; set; } = [];

    public static byte[] AllGates => s_gates;

    /// <summary>int Add(int a, string label): line 10 <c>var sum = a + label.Length;</c>, line 11 <c>return sum;</c></summary>
    public int RunAdd(int a, string label)
    {
        if (Volatile.Read(ref s_gates[Add]) == 0 || !Hook.MayEnter())
            return a + label.Length;

        var self = this;
        var (sum, result) = (0, 0);
        scoped Scope scope = default;
        var frame = new Frame<WovenCode, int, string, int, int>(ref self, ref a, ref label, ref sum, ref result);
        ref var lines = ref Hook.Enter(Module.Id, Add, ref frame, ref scope);
        if (lines != 0)
            Hook.Line(ref scope, 0);

        sum = a + label.Length;
        if (lines != 0)
            Hook.Line(ref scope, 1);

        result = sum;
        Hook.Exit(ref scope);
        return result;
    }

    /// <summary>void Fail(string password): line 20 throws; a <c>finally</c> throws once more when asked to.</summary>
    public void RunFail(string password, bool throwsTwice = false)
    {
        if (Volatile.Read(ref s_gates[Fail]) == 0 || !Hook.MayEnter())
            throw new InvalidOperationException("no stock");

        scoped Scope scope = default;
        var frame = new Frame<string>(ref password);
        ref var lines = ref Hook.Enter(Module.Id, Fail, ref frame, ref scope);
        if (lines != 0)
            Hook.Line(ref scope, 0);

        // What the filter and the fault block do, in their order.
        var exception = new InvalidOperationException("no stock");
        Hook.Throw(ref scope, exception);
        if (throwsTwice)
            Hook.Throw(ref scope, new InvalidOperationException("in finally"));

        Hook.Leave(ref scope);
        throw exception;
    }

    /// <summary>Task&lt;int&gt; Later(int a): line 30 before the await, line 31 after it.</summary>
    public LaterMachine StartLater(int a) => new(this, a);

    /// <summary>int Loop(int n): line 40 in each iteration.</summary>
    public int RunLoop(int n)
    {
        if (Volatile.Read(ref s_gates[Loop]) == 0 || !Hook.MayEnter())
            return n;

        var (i, result) = (0, 0);
        scoped Scope scope = default;
        var frame = new Frame<int, int, int>(ref n, ref i, ref result);
        ref var lines = ref Hook.Enter(Module.Id, Loop, ref frame, ref scope);
        for (; i < n; i++)
        {
            BeforeIteration?.Invoke(i);
            if (Volatile.Read(ref lines) != 0)
                Hook.Line(ref scope, 0);
        }

        result = n;
        Hook.Exit(ref scope);
        return result;
    }

    public static Manifest CreateManifest() => new()
    {
        WeaverVersion = "1.0.0",
        AssemblyName = "Sample",
        ContentHash = "00",
        Policy = "Balanced",
        HasSymbols = true,
        Documents = [Document, "/build/src/Sample/Other.cs"],
        Methods =
        [
            Method("Add", ["System.Int32", "System.String"], "System.Int32", MethodTraits.None,
                [This(0), Argument("a", 1, "System.Int32"), Argument("label", 2, "System.String"), Local("sum", 3), Return(4)],
                [Site(10, 0, 0, 1, 2), Site(11, 8, 0, 1, 2, 3)], exitLive: [0, 1, 2, 3, 4]),
            Method("Fail", ["System.String"], "System.Void", MethodTraits.Static | MethodTraits.ReturnsVoid,
                [Argument("password", 0, "System.String"), new ManifestVariable { Name = "span", Kind = VariableKind.Local, TypeName = "System.Span`1[System.Byte]", Reason = UnreadableReason.RefStruct }],
                [Site(20, 0, 0, 1)], exitLive: [0, 1]),
            Method("Later", ["System.Int32"], "System.Threading.Tasks.Task`1[System.Int32]", MethodTraits.Async | MethodTraits.Static | MethodTraits.LiveLines,
                [Argument("a", 0, "System.Int32"), Return(1)],
                [Site(30, 0, 0), Site(31, 9, 0)], exitLive: [0, 1]),
            Method("Loop", ["System.Int32"], "System.Int32", MethodTraits.Static | MethodTraits.LiveLines,
                [Argument("n", 0, "System.Int32"), Local("i", 1), Return(2)],
                [Site(40, 3, 0, 1), Site(42, 9, 0)], exitLive: [0, 2]),
        ],
        LeftOut =
        [
            new LeftOutMethod { TypeName = TypeName, Name = "get_Total", RuleId = "WVR1023", Detail = "its body has 7 bytes of IL" },
            new LeftOutMethod { TypeName = TypeName, Name = "Legacy", RuleId = "WVR1999", Detail = "odd" },
        ],
    };

    private static ref byte Gate(int n) => ref s_gates[n];

    private static ManifestMethod Method(string name, string[] parameters, string returns, MethodTraits traits, ManifestVariable[] variables, ManifestSite[] sites, int[] exitLive) => new()
    {
        TypeName = TypeName,
        Name = name,
        Traits = traits,
        ParameterTypes = parameters,
        ReturnType = returns,
        Variables = variables,
        Document = 0,
        Sites = sites,
        ExitLive = Bits(exitLive),
        SlotCount = variables.Length,
    };

    private static ManifestVariable This(int slot) => new() { Name = "this", Kind = VariableKind.This, TypeName = TypeName, Slot = slot };

    private static ManifestVariable Argument(string name, int slot, string type) => new() { Name = name, Kind = VariableKind.Argument, TypeName = type, Slot = slot };

    private static ManifestVariable Local(string name, int slot) => new() { Name = name, Kind = VariableKind.Local, TypeName = "System.Int32", Slot = slot };

    private static ManifestVariable Return(int slot) => new() { Name = "@return", Kind = VariableKind.Return, TypeName = "System.Int32", Slot = slot };

    private static ManifestSite Site(int line, int offset, params int[] live) => new() { Line = line, EndLine = line, Column = 9, Offset = offset, Live = Bits(live) };

    private static byte[] Bits(int[] live)
    {
        var bits = BitSet.Create(8);
        foreach (var bit in live)
            BitSet.Set(bits, bit);

        return bits;
    }
}

/// <summary>The state machine of <c>Later</c>: one await, resumed by the test.</summary>
internal sealed class LaterMachine(WovenCode code, int a)
{
    private int _a = a;
    private int _result;
    private int _state = -1;
    private object? _activation;

    public object? Activation => _activation;

    /// <summary>One run of MoveNext: to the await at first, then to the end.</summary>
    public void MoveNext(bool fails = false)
    {
        if (WovenCode.AllGates[WovenCode.Later] == 0)
        {
            Advance();
            return;
        }

        Scope scope = default;
        var frame = new Frame<int, int>(ref _a, ref _result);
        ref var lines = ref Hook.EnterAsync(code.Module.Id, WovenCode.Later, ref frame, ref scope, ref _activation, _state);
        if (Volatile.Read(ref lines) != 0)
            Hook.Line(ref scope, _state == -1 ? 0 : 1);

        if (fails)
        {
            Hook.Throw(ref scope, new TimeoutException("too late"));
            Hook.Fault(ref scope, ref _activation);
        }
        else if (Advance())
        {
            Hook.Complete(ref scope, ref _activation);
        }
        else
        {
            Hook.Suspend(ref scope);
        }
    }

    private bool Advance()
    {
        if (_state == -1)
        {
            _state = 0;
            return false;
        }

        _state = -2;
        _result = _a * 2;
        return true;
    }
}
