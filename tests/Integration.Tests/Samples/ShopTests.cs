using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Weaver.Integration.Tests.Samples;

[TestClass]
public sealed partial class ShopTests
{
    private static readonly TimeSpan s_takesEffectWithin = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("shop-tests-").FullName;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private string ProbeFile => Path.Combine(_folder, "copy.probes.json");

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void ProbeFile_LineProbe_NamesTheLineInsideTheLoop()
    {
        var probes = File.ReadAllText(Path.Combine(ShopProcess.Folder, "shop.probes.json"));
        var place = LinePlace().Match(probes);
        Assert.IsTrue(place.Success, "The probe file has no line probe.");
        Assert.AreEqual("samples/Shop/Pricing/PriceCalculator.cs", place.Groups["file"].Value);

        var source = File.ReadAllLines(Path.Combine(ShopProcess.Folder, "Pricing", "PriceCalculator.cs"));
        var line = source[int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture) - 1].Trim();
        Assert.AreEqual("total += price - discount;", line);
    }

    [TestMethod]
    [Timeout(90_000, CooperativeCancellation = true)]
    public async Task Run_SixSeconds_ShowsRightValuesAndTotals()
    {
        File.Copy(Path.Combine(ShopProcess.Folder, "shop.probes.json"), ProbeFile);
        using var shop = new ShopProcess(ProbeFile, seconds: 6);
        var exitCode = await shop.ExitAsync(Cancellation);
        var output = shop.Output;
        TestContext.WriteLine(output);

        Assert.AreEqual(0, exitCode, output);
        var hits = ShopHit.Read(output).ToLookup(hit => hit.Probe);
        foreach (var hit in Some(hits["price"]))
            AssertPrice(hit);
        foreach (var hit in Some(hits["place"].Where(hit => hit.Find("@return") is not null)))
            AssertPlace(hit);
        foreach (var hit in Some(hits["line-total"]))
            AssertLine(hit);
        foreach (var hit in Some(hits["large-order"]))
            StringAssert.Matches(hit.Message, new Regex(@"^large order \d+: (189\.1|278\.1)0*$"));
        foreach (var hit in Some(hits["out-of-stock"]))
            AssertOutOfStock(hit);

        AssertTotals(output);
        Assert.IsFalse(output.Contains("4111", StringComparison.Ordinal), "A credit card number was shown.");
    }

    [TestMethod]
    [Timeout(90_000, CooperativeCancellation = true)]
    public async Task ProbeFile_EditedWhileRunning_TakesEffectWithinOneSecond()
    {
        WriteProbes(Probe("first", 0, "one"));
        using var shop = new ShopProcess(ProbeFile, seconds: 12);
        await shop.LineAsync(0, line => IsHit(line, "first", "one"), Cancellation);

        // Added.
        var edited = WriteProbes(Probe("first", 0, "one"), Probe("second", 0, "two"));
        var seen = await shop.LineAsync(edited.Lines(shop), line => IsHit(line, "second", "two"), Cancellation);
        edited.AssertInTime(seen.At);

        // Changed.
        edited = WriteProbes(Probe("first", 1, "changed"), Probe("second", 0, "two"));
        seen = await shop.LineAsync(seen.Index, line => IsHit(line, "first", "changed"), Cancellation);
        edited.AssertInTime(seen.At);

        // Removed; the other one goes on.
        edited = WriteProbes(Probe("second", 0, "two"));
        seen = await shop.LineAsync(seen.Index, line => line == "probe first is gone", Cancellation);
        edited.AssertInTime(seen.At);
        var removed = seen.Index;
        seen = await shop.LineAsync(seen.Index, line => IsHit(line, "second", "two"), Cancellation);

        // A file that cannot be read says so, and what was armed stays armed.
        File.WriteAllText(ProbeFile, "[ { \"id\": ");
        seen = await shop.LineAsync(seen.Index, line => line.StartsWith($"file {ProbeFile} is wrong: ", StringComparison.Ordinal), Cancellation);
        seen = await shop.LineAsync(seen.Index, line => IsHit(line, "second", "two"), Cancellation);

        // None left: every gate is shut again.
        edited = WriteProbes();
        seen = await shop.LineAsync(seen.Index, line => line == "probe second is gone", Cancellation);
        edited.AssertInTime(seen.At);
        Assert.AreEqual(0, await shop.ExitAsync(Cancellation));

        var output = shop.Output;
        StringAssert.Matches(output, new Regex(@"^Shop: \d+ methods probeable, gates open: 0$", RegexOptions.Multiline), output);
        var late = output.Split('\n').Skip(removed).Where(line => IsHit(line, "first", "changed")).Skip(EventsOnTheirWay);
        Assert.AreEqual("", string.Join('\n', late), "A probe was hit after it had gone.");
    }

    private static void AssertPrice(ShopHit hit)
    {
        Assert.AreEqual("Shop.Pricing.PriceCalculator.Total", hit.Location);
        var match = Regex.Match(hit.Message, @"^order \d+ of (Ada|Grace|Edsger|Barbara) has (?<lines>\d) lines and comes to (?<total>\d+\.\d+)$");
        Assert.IsTrue(match.Success, hit.ToString());
        Assert.IsTrue(match.Groups["lines"].Value is "1" or "2" or "3" or "4", hit.ToString());
        Assert.IsTrue(decimal.Parse(match.Groups["total"].Value, CultureInfo.InvariantCulture) is >= 11.70m and <= 400m, hit.ToString());
        Assert.IsEmpty(hit.Values);
    }

    // What the async method returned must be the price of what it was given.
    private static void AssertPlace(ShopHit hit)
    {
        Assert.AreEqual("Shop.Orders.OrderService.PlaceAsync", hit.Location);
        StringAssert.Matches(hit.Message, new Regex(@"^took \d+(\.\d+)? ms$"));
        var text = string.Join(' ', hit.Values);
        decimal total = 0;
        decimal undiscounted = 0;
        foreach (Match line in Regex.Matches(text, @"OrderRequestLine \{ Sku = (?<sku>[a-z-]+), Quantity = (?<quantity>\d+) \}"))
        {
            var quantity = int.Parse(line.Groups["quantity"].Value, CultureInfo.InvariantCulture);
            var price = quantity * UnitPrice(line.Groups["sku"].Value);
            undiscounted += price;
            total += quantity >= 10 ? price * 0.9m : price;
        }

        Assert.AreNotEqual(0m, total, hit.ToString());
        total += undiscounted < 100m ? 4.90m : 0m;
        var receipt = Regex.Match(hit.Find("@return")!, @"^Receipt \{ OrderId = (?<id>\d+), Total = (?<total>\d+\.\d+) \}$");
        Assert.IsTrue(receipt.Success, hit.ToString());
        Assert.AreEqual(total, decimal.Parse(receipt.Groups["total"].Value, CultureInfo.InvariantCulture), hit.ToString());
        StringAssert.Contains(text, "redactedIdent");
    }

    // The locals are those before the line has run.
    private static void AssertLine(ShopHit hit)
    {
        StringAssert.EndsWith(hit.Location, "PriceCalculator.cs:21");
        var line = Regex.Match(hit.Find("line") ?? "", @"^OrderLine \{ Sku = (?<sku>[a-z-]+), Quantity = (?<quantity>\d+), UnitPrice = (?<price>\d+\.\d+) \}$");
        Assert.IsTrue(line.Success, hit.ToString());
        var quantity = int.Parse(line.Groups["quantity"].Value, CultureInfo.InvariantCulture);
        var unitPrice = decimal.Parse(line.Groups["price"].Value, CultureInfo.InvariantCulture);
        Assert.AreEqual(UnitPrice(line.Groups["sku"].Value), unitPrice, hit.ToString());
        Assert.AreEqual(quantity * unitPrice, hit.Number("price"), hit.ToString());
        Assert.AreEqual(quantity >= 10 ? hit.Number("price") * 0.1m : 0m, hit.Number("discount"), hit.ToString());

        // Green tea is always the first line of an order and the only one with a discount; the probe's condition passes it over.
        var tea = Regex.Match(string.Join(' ', hit.Values), @"\[0\] = OrderLine \{ Sku = green-tea, Quantity = (?<quantity>\d+), UnitPrice = 6\.80 \}");
        Assert.IsTrue(tea.Success, hit.ToString());
        var teas = int.Parse(tea.Groups["quantity"].Value, CultureInfo.InvariantCulture);
        var total = teas * 6.80m * (teas >= 10 ? 0.9m : 1m);
        var second = Regex.Match(string.Join(' ', hit.Values), @"\[1\] = OrderLine \{ Sku = (?<sku>[a-z-]+),");
        Assert.AreNotEqual("green-tea", line.Groups["sku"].Value, hit.ToString());
        Assert.AreEqual(teas >= 10 ? teas * 0.68m : 0m, hit.Number("saved"), hit.ToString());
        if (second.Groups["sku"].Value == line.Groups["sku"].Value)
            Assert.AreEqual(total, hit.Number("total"), hit.ToString());
        else
            Assert.IsTrue(hit.Number("total") > total, hit.ToString());
    }

    private static void AssertOutOfStock(ShopHit hit)
    {
        Assert.AreEqual("Shop.Orders.Warehouse.Require", hit.Location);
        Assert.AreEqual("Shop.Orders.OutOfStockException: Out of stock: 1 of 'moon-lamp' wanted, 0 left.", hit.Find("@exception"), hit.ToString());
        Assert.AreEqual(0m, hit.Number("available"), hit.ToString());
    }

    private static void AssertTotals(string output)
    {
        StringAssert.Matches(output, new Regex(@"^[1-9]\d* requests served in 6\.0 s: [1-9]\d* orders placed, [1-9]\d* refused \(out of stock\)$", RegexOptions.Multiline));
        foreach (var probe in (string[])["price", "place", "line-total", "large-order", "out-of-stock"])
        {
            var row = Regex.Match(output, $@"^{probe} +EMITTING +(?<hits>\d+) +(?<matched>\d+) +(?<captured>\d+)  \S.*$", RegexOptions.Multiline);
            Assert.IsTrue(row.Success, $"There is no row of '{probe}' in\n{output}");
            var (hits, matched, captured) = (Count(row, "hits"), Count(row, "matched"), Count(row, "captured"));
            Assert.IsTrue(hits >= matched && matched >= captured && captured > 0, row.Value);
        }

        StringAssert.Matches(output, new Regex(@"^dormant gate: \d+\.\d\d ns a call with it, \d+\.\d\d ns without ", RegexOptions.Multiline));
    }

    private static long Count(Match row, string column) => long.Parse(row.Groups[column].Value, CultureInfo.InvariantCulture);

    private static ShopHit[] Some(System.Collections.Generic.IEnumerable<ShopHit> hits)
    {
        ShopHit[] all = [.. hits];
        Assert.IsNotEmpty(all, "A probe was never hit.");
        return all;
    }

    private static decimal UnitPrice(string sku) => sku switch
    {
        "tea-pot" => 24.50m,
        "green-tea" => 6.80m,
        "oak-tray" => 39.00m,
        "moon-lamp" => 89.00m,
        _ => throw new AssertFailedException($"The shop does not sell '{sku}'."),
    };

    private static bool IsHit(string line, string probe, string message)
        => line.Contains($"  {probe}  Shop.Pricing.PriceCalculator.Total  {message}", StringComparison.Ordinal);

    private static string Probe(string id, int version, string message) => $$"""
        {
          "id": "{{id}}", "version": {{version}}, "type": "LOG_PROBE", "language": "dotnet",
          "where": { "typeName": "Shop.Pricing.PriceCalculator", "methodName": "Total" },
          "segments": [ { "str": "{{message}}" } ],
          "sampling": { "snapshotsPerSecond": 20 }
        }
        """;

    private Edit WriteProbes(params string[] probes)
    {
        File.WriteAllText(ProbeFile, $"[{string.Join(",\n", probes)}]");
        return new Edit(Stopwatch.GetTimestamp());
    }

    [GeneratedRegex("\"sourceFile\": \"(?<file>[^\"]+)\", \"lines\": \\[\"(?<line>\\d+)\"\\]")]
    private static partial Regex LinePlace();

    // Events that were queued before the probe went may still be shown after the news that it has gone.
    private const int EventsOnTheirWay = 20;

    private readonly record struct Edit(long At)
    {
        public int Lines(ShopProcess shop) => shop.LineCount;

        public void AssertInTime(long seenAt)
        {
            var took = Stopwatch.GetElapsedTime(At, seenAt);
            Assert.IsTrue(took < s_takesEffectWithin, $"An edit took effect after {took.TotalMilliseconds:0} ms.");
        }
    }
}
