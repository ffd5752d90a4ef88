using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;
using Weaver.Common;

namespace Weaver.Runtime.Tests.Capture;

[TestClass]
public sealed class StackCaptureTests
{
    private const string Here = "Weaver.Runtime.Tests.Capture.StackCaptureTests";

    [TestMethod]
    public void CurrentStack_StartsAtTheCaller()
    {
        var frames = Current();
        Assert.AreEqual(Here + ".Current", frames[0].GetProperty("function").GetString());
        Assert.AreEqual(Here + "." + nameof(CurrentStack_StartsAtTheCaller), frames[1].GetProperty("function").GetString());
        StringAssert.EndsWith(frames[0].GetProperty("fileName").GetString(), "StackCaptureTests.cs");
        Assert.IsGreaterThan(0, frames[0].GetProperty("lineNumber").GetInt32());
    }

    [TestMethod]
    public void DeepStack_IsBounded()
    {
        Assert.HasCount(StackCapture.DefaultMaxFrames, Deep(200));
        Assert.HasCount(3, Parse(json => StackCapture.WriteCurrent(json, TimeSpan.MaxValue, 3)));
    }

    [TestMethod]
    public void NoTimeLeft_FramesKeepTheirNamesOnly()
    {
        var hasSymbols = true;
        var frames = Parse(json => hasSymbols = StackCapture.WriteCurrent(json, TimeSpan.Zero));

        Assert.IsFalse(hasSymbols);
        Assert.IsTrue(frames.Any(f => f.GetProperty("function").GetString() == Here + "." + nameof(NoTimeLeft_FramesKeepTheirNamesOnly)));
        Assert.IsFalse(frames.Any(f => f.TryGetProperty("fileName", out _) || f.TryGetProperty("lineNumber", out _)));
    }

    [TestMethod]
    public async Task AsyncMethod_IsShownUnderItsName()
    {
        await Task.Yield();
        Assert.AreEqual(Here + "." + nameof(AsyncMethod_IsShownUnderItsName), Current()[1].GetProperty("function").GetString());
    }

    [TestMethod]
    public void MethodAndItsTwin_AreOneFrame()
    {
        Assert.AreEqual("Shop.Orders.Place", FrameNames.Readable("Shop.Orders", "<Place>g__Probed|17_0"));
        Assert.AreEqual("Shop.Orders.Place", FrameNames.Readable("Shop.Orders", "Place"));
        Assert.IsTrue(FrameNames.IsTwin("<Place>g__Probed|17_0"));
        Assert.IsFalse(FrameNames.IsTwin("<Place>g__Local|17_0"));
    }

    [TestMethod]
    [DataRow("Shop.Orders+<PlaceAsync>d__5", "MoveNext", "Shop.Orders.PlaceAsync")]
    [DataRow("Shop.Orders+<PlaceAsync>d__5", "<MoveNext>g__Probed|12_0", "Shop.Orders.PlaceAsync")]
    [DataRow("Shop.Orders", "<.ctor>g__Probed|3_0", "Shop.Orders..ctor")]
    [DataRow("Shop.Orders", "<Place>g__Check|4_0", "Shop.Orders.Place.Check")]
    [DataRow("Shop.Orders", "<<Place>g__Check|4_0>g__Probed|9_0", "Shop.Orders.Place.Check")]
    [DataRow("Shop.Orders+<>c", "<Place>b__4_0", "Shop.Orders.Place.lambda")]
    [DataRow("Shop.Orders+<>c__DisplayClass4_0", "<Place>b__0", "Shop.Orders.Place.lambda")]
    [DataRow("Shop.Orders+<<Place>g__Later|4_0>d", "MoveNext", "Shop.Orders.Place.Later")]
    [DataRow("Shop.Orders+<>c__DisplayClass4_0+<<Place>b__0>d", "MoveNext", "Shop.Orders.Place.lambda")]
    [DataRow("Shop.Box`1+Inner", "Get", "Shop.Box`1.Inner.Get")]
    [DataRow("Shop.Box`1[[System.Int32, System.Private.CoreLib]]", "Get", "Shop.Box`1.Get")]
    [DataRow("Shop.Machine", "MoveNext", "Shop.Machine.MoveNext")]
    [DataRow(null, "Main", "Main")]
    [DataRow("Shop.Odd", "<", "Shop.Odd.<")]
    public void CompilerMadeNames_AreReadable(string? type, string method, string expected) =>
        Assert.AreEqual(expected, FrameNames.Readable(type, method));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JsonElement[] Current() => Parse(json => StackCapture.WriteCurrent(json, TimeSpan.MaxValue), skip: 2);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JsonElement[] Deep(int depth) => depth == 0 ? Parse(json => StackCapture.WriteCurrent(json, TimeSpan.MaxValue)) : [.. Deep(depth - 1)];

    // Shows the stack without the frames of this helper and of the lambda it was given.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JsonElement[] Parse(Action<JsonText> write, int skip = 0)
    {
        using var json = new JsonText();
        write(json);
        return [.. JsonDocument.Parse(json.ToString()).RootElement.EnumerateArray().Skip(skip)];
    }
}
