using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Hooks;
using Weaver.Runtime.Tests.Woven;
using Weaver.Signals;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Hooks;

[TestClass]
[DoNotParallelize]
public sealed class HookDispatchTests
{
    [TestMethod]
    public void Binding_Throws_TheProgramAndOtherProbesGoOn()
    {
        var code = new WovenCode();
        var failing = new RecordingBinding() { OnEvent = () => throw new InvalidOperationException("ours") };
        var sound = new RecordingBinding();
        using var armed = new Armed(code, WovenCode.Add, failing, sound);
        var failed = HookCounters.HookFailed;

        Assert.AreEqual(8, code.RunAdd(5, "abc"));

        CollectionAssert.AreEqual(new[] { "enter", "line 0", "exit" }, sound.Events);
        Assert.AreEqual(failed + 3, HookCounters.HookFailed);
        Assert.AreEqual(3, failing.Failures);
    }

    [TestMethod]
    public void Binding_IsInterrupted_TheProgramsNextWaitIs()
    {
        var code = new WovenCode();
        var binding = new RecordingBinding() { OnEvent = () => throw new ThreadInterruptedException() };
        using var armed = new Armed(code, WovenCode.Add, binding);
        var (result, wasInterrupted) = (0, false);
        var thread = new Thread(() =>
        {
            result = code.RunAdd(5, "abc");
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = true;
            }
        });

        thread.Start();
        thread.Join();

        Assert.AreEqual(8, result);
        Assert.IsTrue(wasInterrupted);
    }

    [TestMethod]
    public void WovenCode_CalledFromAProbe_IsNotObserved()
    {
        var code = new WovenCode();
        var binding = new RecordingBinding();
        binding.OnEvent = () => code.RunAdd(1, "");
        using var armed = new Armed(code, WovenCode.Add, binding);
        var reentrant = HookCounters.Reentrant;

        code.RunAdd(5, "abc");

        CollectionAssert.AreEqual(new[] { "enter", "line 0", "exit" }, binding.Events);
        Assert.AreEqual(reentrant + 3, HookCounters.Reentrant);
    }

    [TestMethod]
    public void Throw_Twice_EndsTheCallOnce()
    {
        var code = new WovenCode();
        var binding = new RecordingBinding();
        using var armed = new Armed(code, WovenCode.Fail, binding);

        Assert.ThrowsExactly<InvalidOperationException>(() => code.RunFail("x", throwsTwice: true));

        CollectionAssert.AreEqual(new[] { "enter", "line 0", "throw no stock" }, binding.Events);
        Assert.AreEqual(1, binding.Released);
    }

    [TestMethod]
    public void Line_ArmedInMidCall_IsSeenByTheRunningLoop()
    {
        var code = new WovenCode();
        var line = new RecordingBinding();
        var state = MethodTable.GetOrAdd(code.Module, WovenCode.Loop);
        code.Module.TrySet(WovenCode.Loop, 1);
        code.BeforeIteration = i =>
        {
            if (i == 3)
                state.Arm(0, line);
            else if (i == 7)
                state.Disarm(0, line);
        };

        code.RunLoop(10);
        code.Module.TrySet(WovenCode.Loop, 0);

        Assert.HasCount(4, line.Events);
        Assert.AreEqual(0, state.HasLines);
    }

    [TestMethod]
    public void Entry_OfARemovedProbe_IsReleasedAtTheEnd()
    {
        var code = new WovenCode();
        var state = MethodTable.GetOrAdd(code.Module, WovenCode.Loop);
        var binding = new RecordingBinding();
        state.Arm(Hit.MethodPoint, binding);
        code.Module.TrySet(WovenCode.Loop, 1);
        code.BeforeIteration = _ => state.Disarm(Hit.MethodPoint, binding);

        code.RunLoop(1);
        code.Module.TrySet(WovenCode.Loop, 0);

        CollectionAssert.AreEqual(new[] { "enter" }, binding.Events);
        Assert.AreEqual(1, binding.Released);
        Assert.AreEqual(1, binding.Removed);
    }

    [TestMethod]
    public void Stack_NearlyUsedUp_TheOriginalRuns()
    {
        var code = new WovenCode();
        var binding = new RecordingBinding();
        using var armed = new Armed(code, WovenCode.Add, binding);
        var refused = HookCounters.StackRefused;
        var result = 0;
        var thread = new Thread(() => result = Dive(code, 0), maxStackSize: 512 * 1024);

        thread.Start();
        thread.Join();

        Assert.AreEqual(8, result);
        Assert.IsTrue(HookCounters.StackRefused > refused, "The refusal is counted.");
        Assert.IsEmpty(binding.Events);
    }

    [TestMethod]
    public void Gates_ModuleRegisters_ListenersAreToldAndMayFail()
    {
        var told = 0;
        void Fail() => throw new InvalidOperationException();
        void Count() => told++;
        Gates.ModuleRegistered += Count;
        Gates.ModuleRegistered += Fail;

        var code = new WovenCode();

        Gates.ModuleRegistered -= Count;
        Gates.ModuleRegistered -= Fail;
        Assert.AreEqual(1, told);
        Assert.AreSame(code.Module, Gates.Modules[^1]);
    }

    [TestMethod]
    public void Gates_ModuleIsUnloaded_NothingOfItIsKeptButItsNumber()
    {
        var id = RegisterCollectible();

        Wait.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !Array.Exists(Gates.Modules, m => m.Id == id);
            },
            "the module is unloaded");

        Assert.IsNull(Gates.Find(id));
        Assert.IsNull(MethodTable.Find(id, 0));
        Assert.IsGreaterThan(id, new WovenCode().Module.Id);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RegisterCollectible()
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Passing"), AssemblyBuilderAccess.RunAndCollect);
        var module = Gates.Register(assembly, 1, gateFunction: 0, manifest: []);
        Assert.AreSame(module, Gates.Find(module.Id));
        Assert.AreSame(MethodTable.GetOrAdd(module, 0), MethodTable.Find(module.Id, 0));
        return module.Id;
    }

    private static int Dive(WovenCode code, int depth)
    {
        // Down until the runtime itself would refuse, then one call at the bottom.
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return code.RunAdd(5, "abc");

        Span<byte> page = stackalloc byte[512];
        page[depth & 511] = 1;
        return Dive(code, depth + 1) + (page[0] * 0);
    }

    private sealed class Armed : IDisposable
    {
        private readonly WovenCode _code;
        private readonly int _method;
        private readonly ProbeBinding[] _bindings;

        public Armed(WovenCode code, int method, params ProbeBinding[] bindings)
        {
            (_code, _method, _bindings) = (code, method, bindings);
            foreach (var binding in bindings)
            {
                MethodTable.GetOrAdd(code.Module, method).Arm(Hit.MethodPoint, binding);
                MethodTable.GetOrAdd(code.Module, method).Arm(0, binding);
            }

            code.Module.TrySet(method, 1);
        }

        public void Dispose()
        {
            _code.Module.TrySet(_method, 0);
            foreach (var binding in _bindings)
            {
                MethodTable.GetOrAdd(_code.Module, _method).Disarm(Hit.MethodPoint, binding);
                MethodTable.GetOrAdd(_code.Module, _method).Disarm(0, binding);
            }
        }
    }

    private sealed class RecordingBinding : ProbeBinding
    {
        public List<string> Events { get; } = [];

        public int Released { get; private set; }

        public Action? OnEvent { get; set; }

        public int Failures { get; private set; }

        public int Removed { get; private set; }

        public override void NoteFailure() => Failures++;

        public override void NoteRemoved() => Removed++;

        public override EntryState? Enter(in Hit hit)
        {
            Note("enter");
            return new State(this);
        }

        public override void Exit(in Hit hit, EntryState? entry)
        {
            Assert.IsTrue(entry is null or State);
            Note(hit.Exception is Exception e ? "throw " + e.Message : "exit");
        }

        public override void Line(in Hit hit) => Note("line " + hit.Site);

        private void Note(string text)
        {
            Events.Add(text);
            OnEvent?.Invoke();
        }

        private sealed class State(RecordingBinding owner) : EntryState(owner)
        {
            public override void Release() => owner.Released++;
        }
    }
}
