using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
[DoNotParallelize]
public sealed class TroublesTests
{
    private readonly List<string> _lines = [];
    private readonly Troubles _troubles = new();

    [TestInitialize]
    public void Listen() => SelfLog.Enable(_lines.Add);

    [TestCleanup]
    public void Off() => SelfLog.Disable();

    [TestMethod]
    public void Failures_InARow_AreOneLineAndOneMoreWhenTheyAreOver()
    {
        Assert.IsTrue(_troubles.Begin(TroubleKind.Source, "a", "A fails."));
        Assert.IsFalse(_troubles.Begin(TroubleKind.Source, "a", "A fails again.", new InvalidOperationException()));
        Assert.IsTrue(_troubles.Begin(TroubleKind.Destination, "a", "Another a fails."));
        Assert.IsTrue(_troubles.End(TroubleKind.Source, "a", "A works."));
        Assert.IsFalse(_troubles.End(TroubleKind.Source, "a", "A works."));
        Assert.IsTrue(_troubles.Begin(TroubleKind.Source, "a", "A fails once more."));

        CollectionAssert.AreEqual(new[] { "A fails.", "Another a fails.", "A works.", "A fails once more." }, _lines);
        CollectionAssert.AreEqual(new[] { "Another a fails.", "A fails once more." }, _troubles.Present.Select(t => t.Message).ToArray());
    }

    [TestMethod]
    public void Change_FromOneTroubleToAnother_IsOneLineAndTheNewOneIsPresent()
    {
        _troubles.Change(TroubleKind.Source, "a", "A fails.");
        _troubles.Change(TroubleKind.Source, "a", "A fails in another way.");

        CollectionAssert.AreEqual(new[] { "A fails.", "A fails in another way." }, _lines);
        Assert.AreEqual("A fails in another way.", _troubles.Present.Single().Message);
    }

    [TestMethod]
    public void Exception_WhoseTextIsHidden_IsNamedByItsTypeOnly()
    {
        SelfLog.HideText(_ => true);

        _troubles.Begin(TroubleKind.Source, "a", "A fails.", new InvalidOperationException("secret"));

        Assert.DoesNotContain("secret", _troubles.Present[0].Message);
        SelfLog.HideText(_ => false);
    }
}
