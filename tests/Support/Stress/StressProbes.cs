using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Weaver.Contract;

namespace Weaver.Tests.Support.Stress;

/// <summary>A set of random probes of every kind, which changes a little with each edit. The seed decides everything.</summary>
internal sealed class StressProbes
{
    public const string CountedId = "counted";
    public const string EditedId = "edited";

    private static readonly string[] s_conditions =
    [
        "number == -1", "number > 500", "order.Name == 'order-3'", "order.Total > 100 && number >= 20", "len(order.Items) > 2", "any(order.Items, x => x > 10)",
        "order.Missing == 1", "order.Next.Id == 3", "order.Items[3] > 1", "matches(order.Name, '^order-[1-3]$')", "!(number < 10) || order.Id == 5", "order.password == 'hunter2'", "isDefined(order.Next)", "@duration > 0.01",
    ];

    private static readonly string[] s_messages = ["hit", "{number}", "{order.Name} {number}", "{order} of {order.Items}", "{order.Total} {@duration}", "{missing} {order.Next.Name}"];

    private readonly Random _random;
    private readonly (string At, bool IsLine)[] _places;
    private readonly SortedDictionary<string, string> _probes = new(StringComparer.Ordinal);
    private int _edits;

    /// <param name="manifest">Where probes may stand.</param>
    /// <param name="count">How many there are at any time, apart from the two that are always there.</param>
    /// <param name="seed">Decides everything.</param>
    public StressProbes(Manifest manifest, int count, int seed)
    {
        _random = new Random(seed);
        var methods = manifest.Methods.Where(m => StressSource.Methods.Contains(m.Name)).ToList();
        _places =
        [
            .. StressSource.Methods.Select(m => (m == ".ctor" ? "Stress.Order..ctor" : "Stress.Work." + m, false)),
            .. methods.SelectMany(m => m.Sites.Select(s => (manifest.Documents[m.Document] + ":" + s.Line, true))).Distinct(),
        ];
        for (var i = 0; i < count; i++)
            _probes["probe-" + i] = Create("probe-" + i);
    }

    /// <summary>The probe file as it is now.</summary>
    public byte[] File()
    {
        // The condition is always another one, and true for some of the hits.
        var text = new StringBuilder("[");
        text.Append("{\"id\":\"" + CountedId + "\",\"at\":\"Stress.Work.Counted\",\"when\":\"order.Id == 7\",\"log\":\"{number}\",\"limits\":{\"perSecond\":5000}},\n");
        text.Append("{\"id\":\"" + EditedId + "\",\"at\":\"Stress.Work.Edited\",\"when\":\"order.Id == " + (_edits % 100) + "\",\"log\":\"{order.Name}\",\"limits\":{\"perSecond\":50}}");
        foreach (var probe in _probes.Values)
            text.Append(",\n").Append(probe);
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    /// <summary>Changes, removes and adds some probes; those that were removed come back in one of the next edits.</summary>
    public void Edit()
    {
        _edits++;
        for (var i = _random.Next(1, 20); i > 0; i--)
        {
            var id = "probe-" + _random.Next(_probes.Count + 5);
            if (_probes.ContainsKey(id) && _random.Next(3) == 0)
                _probes.Remove(id);
            else
                _probes[id] = Create(id);
        }
    }

    private string Create(string id)
    {
        var (at, isLine) = Pick(_places);
        var text = new StringBuilder($"{{\"id\":\"{id}\",\"version\":{_edits},\"at\":\"{at}\"");
        var kind = _random.Next(isLine ? 8 : 9);
        if (_random.Next(3) != 0 && kind is not 6)
            text.Append($",\"when\":\"{Pick(s_conditions)}\"");
        text.Append(kind switch
        {
            0 or 1 => $",\"log\":\"{Pick(s_messages)}\"",
            2 => ",\"snapshot\":true",
            3 => ",\"snapshot\":true,\"log\":\"" + Pick(s_messages) + "\"",
            4 => ",\"capture\":{\"first\":\"order.Items\",\"second\":\"number\"}",
            5 => $",\"{Pick(["count", "gauge", "histogram", "distribution"])}\":\"stress.{id}\"" + (_random.Next(2) == 0 ? ",\"value\":\"number\"" : ""),
            6 => ",\"decorate\":{\"stress.tag\":\"{number}\"}",
            7 => $",\"trigger\":\"session-{_random.Next(3)}\"",
            _ => ",\"span\":true",
        });
        if (kind < 5 && _random.Next(6) == 0)
            text.Append($",\"session\":\"session-{_random.Next(3)}\"");
        if (!isLine && kind < 8 && _random.Next(3) == 0)
            text.Append($",\"on\":\"{Pick(["entry", "exit"])}\"");
        if (kind < 5)
            text.Append($",\"limits\":{{\"perSecond\":{Pick([1, 20, 1000])}{(_random.Next(5) == 0 ? ",\"hits\":" + _random.Next(1, 200) : "")}}}");
        return text.Append('}').ToString();
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
