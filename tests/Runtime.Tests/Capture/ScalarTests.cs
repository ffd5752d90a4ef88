using System;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;
using Weaver.Frames;

namespace Weaver.Runtime.Tests.Capture;

[TestClass]
public sealed class ScalarTests
{
    private enum Place
    {
        Town = -1,
        City = 7,
    }

    [Flags]
    private enum Parts : ulong
    {
        None = 0,
        Left = 1,
        Right = 0x8000000000000000,
    }

    private static readonly DateTime s_moment = new(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    [TestMethod]
    public void Scalars_InSlots_ShowTypeAndInvariantText()
    {
        AssertText("Int32", "-42", -42);
        AssertText("Int64", "9223372036854775807", long.MaxValue);
        AssertText("Double", "7.5", 7.5);
        AssertText("Single", "0.1", 0.1f);
        AssertText("Boolean", "True", true);
        AssertText("Decimal", "19.90", 19.90m);
        AssertText("Char", "\"", '"');
        AssertText("Byte", "255", (byte)255);
        AssertText("SByte", "-1", (sbyte)-1);
        AssertText("Int16", "-2", (short)-2);
        AssertText("UInt16", "2", (ushort)2);
        AssertText("UInt32", "3", 3u);
        AssertText("UInt64", "4", 4UL);
        AssertText("IntPtr", "5", (nint)5);
        AssertText("Guid", "0f8fad5b-d9cb-469f-a165-70867728950e", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));
        AssertText("TimeSpan", "00:00:07", TimeSpan.FromSeconds(7));
        AssertText("DateTime", "02/03/2026 04:05:06", s_moment);
        AssertText("DateTimeOffset", "02/03/2026 04:05:06 +00:00", new DateTimeOffset(s_moment));
        AssertText("DateOnly", "02/03/2026", new DateOnly(2026, 2, 3));
    }

    [TestMethod]
    public void Scalars_Boxed_ShowTheSame()
    {
        AssertText<object>("Int32", "-42", -42);
        AssertText<object>("Boolean", "False", false);
        AssertText<object>("Char", "x", 'x');
        AssertText<object>("Decimal", "1.5", 1.5m);
        AssertText<object>("DateTime", "02/03/2026 04:05:06", s_moment);
    }

    [TestMethod]
    public void Enums_ShowNamesCombinationsOrNumbers()
    {
        AssertText("Place", "City", Place.City);
        AssertText("Place", "Town", Place.Town);
        AssertText("Place", "12", (Place)12);
        AssertText<object>("Place", "Town", Place.Town);
        AssertText("Parts", "Right", Parts.Right);
        AssertText("Parts", "Left, Right", Parts.Left | Parts.Right);
    }

    [TestMethod]
    public void Nullables_KeepTheirDeclaredType()
    {
        AssertText("Nullable`1", "5", (int?)5);
        AssertText("Nullable`1", "02/03/2026 04:05:06", (DateTime?)s_moment);
        AssertText("Nullable`1", "City", (Place?)Place.City);

        Assert.AreEqual("""{"type":"Nullable`1","isNull":true}""", Captured.Of<int?>(null).Value.GetRawText());
        Assert.AreEqual("""{"type":"Nullable`1","isNull":true}""", Captured.Of<Place?>(null).Value.GetRawText());
    }

    [TestMethod]
    public void Null_ShowsTheDeclaredType()
    {
        Assert.AreEqual("""{"type":"String","isNull":true}""", Captured.Of<string?>(null).Value.GetRawText());
        Assert.AreEqual("""{"type":"Byte[]","isNull":true}""", Captured.Of<byte[]?>(null).Value.GetRawText());
    }

    [TestMethod]
    public void Texts_OfSafeFrameworkTypes_AreShown()
    {
        AssertText("String", "a \"quoted\" word", "a \"quoted\" word");
        AssertText("StringBuilder", "built", new StringBuilder("built"));
        AssertText("Version", "1.2.3", new Version(1, 2, 3));
        AssertText("Uri", "https://example.org/a b", new Uri("https://example.org/a%20b"));
        AssertText("Uri", "relative/path", new Uri("relative/path", UriKind.Relative));
    }

    [TestMethod]
    public void LongText_IsCutAndSaysSo()
    {
        var captured = Captured.Of(new string('f', 5000));
        Assert.AreEqual(new string('f', 255), captured.Value.Text());
        Assert.IsTrue(captured.Value.GetProperty("truncated").GetBoolean());
        Assert.AreEqual(5000, captured.Value.GetProperty("size").GetInt32());
        Assert.AreEqual(IncompleteReasons.StringLength, captured.Incomplete);

        var builder = Captured.Of(new StringBuilder(new string('g', 300)), CaptureLimits.Create(null, null, 4, null)).Value;
        Assert.AreEqual("gggg", builder.Text());
        Assert.AreEqual(300, builder.GetProperty("size").GetInt32());
    }

    [TestMethod]
    public void LongText_CutInAPair_LosesThePair()
    {
        var value = Captured.Of("ab\U0001F600", CaptureLimits.Create(null, null, 3, null)).Value;
        Assert.AreEqual("ab", value.Text());
        Assert.AreEqual(4, value.GetProperty("size").GetInt32());
    }

    [TestMethod]
    public void TextOfExactlyTheLimit_IsWhole()
    {
        var value = Captured.Of("abcd", CaptureLimits.Create(null, null, 4, null)).Value;
        Assert.AreEqual("abcd", value.Text());
        Assert.IsFalse(value.TryGetProperty("truncated", out _));
    }

    [TestMethod]
    public unsafe void BooleanOfAnyByte_IsTrueUnlessZero()
    {
        byte odd = 250;
        ref var flag = ref System.Runtime.CompilerServices.Unsafe.As<byte, bool>(ref odd);
        var frame = new Frame<bool>(ref flag);
        var address = (nint)(&frame);
        var captured = Captured.Write(writer =>
            writer.WriteVariable("flag", 0, new FrameView(Shape<Frame<bool>>.Instance, (void*)address, null)));
        Assert.AreEqual("True", captured.Value.Text());
    }

    private static void AssertText<T>(string type, string text, T value)
    {
        var captured = Captured.Of(value);
        Assert.AreEqual(type, captured.Value.Type());
        Assert.AreEqual(text, captured.Value.Text());
        Assert.AreEqual(IncompleteReasons.None, captured.Incomplete);
    }
}
