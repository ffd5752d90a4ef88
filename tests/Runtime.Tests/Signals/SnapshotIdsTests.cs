using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Signals;

namespace Weaver.Runtime.Tests.Signals;

[TestClass]
public sealed class SnapshotIdsTests
{
    [TestMethod]
    public void Next_FromSeveralSources_GivesRandomUuidsThatNeverRepeat()
    {
        var seen = new HashSet<Guid>();
        for (var source = 0; source < 20; source++)
        {
            var ids = new SnapshotIds();
            for (var i = 0; i < 500; i++)
            {
                var id = ids.Next();
                Assert.IsTrue(seen.Add(id));
                Assert.AreEqual(4, id.Version);
                Assert.IsTrue(id.Variant is >= 8 and <= 11, "The variant is that of RFC 9562.");
            }
        }
    }
}
