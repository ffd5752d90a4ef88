using System;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Weaver.Runtime.Tests.Capture;

[TestClass]
public sealed class SpecialObjectTests
{
    private sealed class OrderException(string message, int order) : InvalidOperationException(message)
    {
        public int Order { get; } = order;
    }

    [TestMethod]
    public void Lazy_NotCreated_IsNotForced()
    {
        var calls = 0;
        var lazy = new Lazy<string>(() => (++calls).ToString());
        Assert.AreEqual("""{"type":"Lazy`1","fields":{"IsValueCreated":{"type":"Boolean","value":"False"}}}""", Captured.Of(lazy).Value.GetRawText());
        Assert.AreEqual(0, calls);
        Assert.IsFalse(lazy.IsValueCreated);
    }

    [TestMethod]
    public void Lazy_Created_ShowsTheValue()
    {
        var lazy = new Lazy<string>(() => "made");
        _ = lazy.Value;
        var value = Captured.Of(lazy).Value;
        Assert.AreEqual("True", value.Field("IsValueCreated").Text());
        Assert.AreEqual("made", value.Field("Value").Text());
    }

    [TestMethod]
    public void Task_Running_ShowsStatusWithoutWaiting()
    {
        var source = new TaskCompletionSource<int>();
        var value = Captured.Of(source.Task).Value;
        Assert.AreEqual("Task`1", value.Type());
        CollectionAssert.AreEqual(new[] { "Id", "Status" }, value.FieldNames());
        Assert.AreEqual("WaitingForActivation", value.Field("Status").Text());
    }

    [TestMethod]
    public void Task_WhoseIdNobodyAskedFor_GetsNone()
    {
        var task = new TaskCompletionSource<int>().Task;

        Assert.AreEqual("0", Captured.Of(task).Value.Field("Id").Text());

        var id = task.Id;
        Assert.AreEqual(id.ToString(), Captured.Of(task).Value.Field("Id").Text());
    }

    [TestMethod]
    public void Task_Done_ShowsTheResult()
    {
        Assert.AreEqual("7", Captured.Of(Task.FromResult(7)).Value.Field("Result").Text());
        Assert.AreEqual("x", Captured.Of(Async("x")).Value.Field("Result").Text());

        var none = Captured.Of<Task>(Async(Task.CompletedTask)).Value;
        Assert.AreEqual("Task", none.Type());
        CollectionAssert.AreEqual(new[] { "Id", "Status" }, none.FieldNames());
    }

    [TestMethod]
    public void Task_Failed_ShowsTheExceptionAndLeavesItUnobserved()
    {
        var task = Task.FromException<int>(new InvalidOperationException("boom"));
        var value = Captured.Of(task).Value;
        Assert.AreEqual("boom", value.Field("Exception").Field("Message").Text());

        var contingent = typeof(Task).GetField("m_contingentProperties", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(task)!;
        var holder = contingent.GetType().GetField("m_exceptionsHolder", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(contingent)!;
        Assert.IsFalse((bool)holder.GetType().GetField("m_isHandled", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(holder)!);
        _ = task.Exception;
    }

    [TestMethod]
    public void Exception_Thrown_ShowsItsSixFields()
    {
        var value = Captured.Of(Thrown(new InvalidOperationException("boom"))).Value;
        Assert.AreEqual("InvalidOperationException", value.Type());
        CollectionAssert.AreEquivalent(
            new[] { "Message", "InnerException", "HResult", "Source", "HelpLink", "StackTrace" }, value.FieldNames());
        Assert.AreEqual("boom", value.Field("Message").Text());
        Assert.AreEqual("-2146233079", value.Field("HResult").Text());
        Assert.AreEqual("""{"type":"Exception","isNull":true}""", value.Field("InnerException").GetRawText());
        StringAssert.Contains(value.Field("StackTrace").Text(), "SpecialObjectTests.Thrown");
    }

    [TestMethod]
    public void Exception_NotThrown_HasNoStack() =>
        Assert.IsTrue(Captured.Of(new InvalidOperationException("boom")).Value.Field("StackTrace").GetProperty("isNull").GetBoolean());

    [TestMethod]
    public void Exception_OfASubclass_ShowsItsFieldsToo()
    {
        var value = Captured.Of<Exception>(new OrderException("no stock", 7)).Value;
        Assert.AreEqual("7", value.Field("Order").Text());
        Assert.AreEqual("no stock", value.Field("Message").Text());
    }

    [TestMethod]
    public void Exception_WithoutMessage_ShowsWhatTheFrameworkWouldSay()
    {
        var exception = new Exception();
        Assert.AreEqual(exception.Message, Captured.Of(exception).Value.Field("Message").Text());
        var argument = new ArgumentNullException("order");
        Assert.AreEqual(argument.Message, Captured.Of(argument).Value.Field("Message").Text());
    }

    [TestMethod]
    public void Inner_Exceptions_AreExpanded()
    {
        var value = Captured.Of(new Exception("outer", new Exception("inner"))).Value;
        Assert.AreEqual("inner", value.Field("InnerException").Field("Message").Text());
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    private static async Task<string> Async(string result)
    {
        await Task.CompletedTask;
        return result;
    }

    private static async Task Async(Task task) => await task;
}
