using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class SelfLogTests
{
    private readonly List<string> _lines = [];

    [TestCleanup]
    public void Off() => SelfLog.Disable();

    [TestMethod]
    public void Write_WhileOff_SaysNothingAndKeepsTheKeyUnused()
    {
        SelfLog.Disable();
        SelfLog.Once("key", "lost");
        SelfLog.Enable(_lines.Add);
        SelfLog.Once("key", "kept");
        CollectionAssert.AreEqual(new[] { "kept" }, _lines);
    }

    [TestMethod]
    public void Once_SameKeyAgain_SaysItOnce()
    {
        SelfLog.Enable(_lines.Add);
        SelfLog.Once("a", "first");
        SelfLog.Once("a", "second");
        SelfLog.Once("b", "third", new InvalidOperationException("trouble"));
        Assert.HasCount(2, _lines);
        Assert.AreEqual("first", _lines[0]);
        StringAssert.StartsWith(_lines[1], "third System.InvalidOperationException: trouble");
    }

    [TestMethod]
    public void Write_DelegateThrows_DoesNotThrow()
    {
        SelfLog.Enable(static _ => throw new InvalidOperationException());
        SelfLog.Write("anything");
        SelfLog.Enable(_lines.Add);
        SelfLog.Write("works again");
        CollectionAssert.AreEqual(new[] { "works again" }, _lines);
    }

    [TestMethod]
    public void Write_DelegateWritesItself_EndsAtOneLevel()
    {
        SelfLog.Enable(line =>
        {
            _lines.Add(line);
            SelfLog.Write("inner");
        });
        SelfLog.Write("outer");
        CollectionAssert.AreEqual(new[] { "outer" }, _lines);
    }

    [TestMethod]
    public void Write_Exception_AsksNoneOfItsMembers()
    {
        SelfLog.Enable(_lines.Add);
        SelfLog.Write("Bad luck.", new Mute());
        Assert.AreEqual($"Bad luck. {typeof(Mute)}: Exception of type '{typeof(Mute)}' was thrown.", _lines.Single().TrimEnd());
    }

    [TestMethod]
    public void Write_WhileTextsAreOmitted_NamesTheTypesOnly()
    {
        SelfLog.Enable(_lines.Add, hidesText: static _ => true);
        SelfLog.Write("Bad luck.", new InvalidOperationException("private", new TimeoutException("private")));
        CollectionAssert.AreEqual(new[] { "Bad luck. System.InvalidOperationException <- System.TimeoutException" }, _lines);
    }

    private sealed class Mute : Exception
    {
        public override string Message => throw new InvalidOperationException();

        public override string ToString() => throw new InvalidOperationException();
    }
}
