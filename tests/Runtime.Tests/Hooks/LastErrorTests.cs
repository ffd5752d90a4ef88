using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Runtime.Tests.Woven;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Hooks;

[TestClass]
[DoNotParallelize]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed partial class LastErrorTests
{
    private const int BadFileDescriptor = 9;
    private const string Snapshot = "\"captureSnapshot\":true,\"sampling\":{\"snapshotsPerSecond\":1000000}";

    [TestMethod]
    public void LineHook_AfterANativeCall_LeavesItsError()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Line(40), Snapshot)}]");
        var errors = new int[3];
        host.Code.BeforeIteration = i =>
        {
            errors[i] = Marshal.GetLastPInvokeError();
            _ = Close(-1);
        };

        Marshal.SetLastPInvokeError(0);
        host.Code.RunLoop(errors.Length);

        CollectionAssert.AreEqual(new[] { 0, BadFileDescriptor, BadFileDescriptor }, errors);
        Assert.AreEqual(errors.Length, host.Probe("p").Hits);
        Assert.AreEqual(1, host.Probe("p").Captured, "The clock stands still, so one snapshot is all the rate allows.");
    }

    [TestMethod]
    public void EntryAndExitHooks_AfterANativeCall_LeaveItsErrors()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"), Snapshot)}]");

        _ = Close(-1);
        host.Code.RunAdd(5, "abc");
        var error = Marshal.GetLastPInvokeError();
        Marshal.SetLastSystemError(BadFileDescriptor);
        host.Code.RunAdd(5, "abc");
        var systemError = Marshal.GetLastSystemError();

        Assert.AreEqual(BadFileDescriptor, error);
        Assert.AreEqual(BadFileDescriptor, systemError);
        Assert.AreEqual(2, host.Probe("p").Hits);
    }

    [TestMethod]
    public void Close_WithAnEntryThatNobodyTook_LeavesTheError()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Loop"), Snapshot)}]");
        host.Code.BeforeIteration = i =>
        {
            host.Apply("[]");
            _ = Close(-1);
        };

        host.Code.RunLoop(1);

        Assert.AreEqual(BadFileDescriptor, Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
