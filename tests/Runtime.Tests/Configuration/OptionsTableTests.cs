using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Configuration;
using Weaver.Hosting;

namespace Weaver.Runtime.Tests.Configuration;

/// <summary>The page of options says what the code does. A new option needs its row there and nothing here.</summary>
[TestClass]
public sealed class OptionsTableTests
{
    private static readonly OptionsTable s_table = OptionsTable.Read();

    // What depends on the machine or the program has its default in words.
    private static readonly string[] s_defaultsInWords = [nameof(WeaverOptions.Service), nameof(WeaverOptions.ContentRoot), nameof(WeaverOptions.DogStatsdUrl), nameof(WeaverOptions.LoggerFactory), nameof(WeaverOptions.UploadInterval)];

    private static readonly PropertyInfo[] s_options = typeof(WeaverOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    public static IEnumerable<object[]> Options => s_options.Select(option => new object[] { option.Name });

    public static IEnumerable<object[]> Bound => s_table.Rows.Where(row => row.Key.Length != 0).Select(row => new object[] { row.Option });

    public static IEnumerable<object[]> Bounded => s_options.Where(IsBounded).Select(option => new object[] { option.Name });

    public static IEnumerable<object[]> Variables => s_table.Rows.SelectMany(row => row.Variables, (row, variable) => new object[] { row.Option, variable });

    [TestMethod]
    public void Table_EveryOption_HasOneRowAndNoOtherRowIsThere() =>
        CollectionAssert.AreEquivalent(s_options.Select(option => option.Name).ToArray(), s_table.Rows.Select(row => row.Option).ToArray());

    [TestMethod]
    [DynamicData(nameof(Options))]
    public void Row_Default_IsWhatTheCodeUses(string option)
    {
        var row = s_table.Row(option);
        Assert.AreNotEqual("", row.Meaning);
        if (s_defaultsInWords.Contains(option))
            Assert.DoesNotStartWith("`", row.Default);
        else
            Assert.AreEqual(row.Default.Trim('`'), Setting(option));
    }

    [TestMethod]
    [DynamicData(nameof(Bound))]
    public void Row_ConfigurationKey_SetsTheOption(string option)
    {
        var key = s_table.Row(option).Key.Replace("KEY", "team", StringComparison.Ordinal);
        var property = s_options.Single(p => p.Name == option);
        var options = new WeaverOptions();
        var before = Text(property.GetValue(options));

        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, Sample(property.PropertyType))]).Build();
        OptionsBinder.Bind(configuration.GetSection("Weaver"), options);

        Assert.AreNotEqual(before, Text(property.GetValue(options)), $"The key '{key}' does not reach the option. Bind it in OptionsBinder.");
        Assert.IsEmpty(options.BindingComplaints);
    }

    [TestMethod]
    [DynamicData(nameof(Variables))]
    public void Row_Variable_ChangesTheSetting(string option, string variable)
    {
        // A port alone means nothing.
        foreach (var others in (Dictionary<string, string>[])[[], new() { ["DD_AGENT_HOST"] = "one" }])
        {
            foreach (var value in (string[])["false", "true", "77", "0.7", "20000", "9000000", "omit", "two", "http://two:2", "udp://two:2", "team:two"])
            {
                var with = new Dictionary<string, string>(others) { [variable] = value };
                if (Setting(option, with) != Setting(option, others))
                    return;
            }
        }

        Assert.Fail($"No value of {variable} changes the setting {option}.");
    }

    [TestMethod]
    public void Table_EveryVariableThatIsRead_IsInTheTable()
    {
        var asked = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var host in (string?[])[null, "one"])
        {
            SettingsReader.Read(new WeaverOptions(), name =>
            {
                asked.Add(name);
                return name == "DD_AGENT_HOST" ? host : null;
            });
        }

        CollectionAssert.AreEquivalent(asked.ToArray(), s_table.Rows.SelectMany(row => row.Variables).ToArray());
        Assert.IsEmpty(s_table.WithoutEffect.Intersect(asked));
        Assert.IsNotEmpty(s_table.WithoutEffect);
    }

    [TestMethod]
    [DynamicData(nameof(Bounded))]
    public void Row_Range_IsWhatTheCodeAccepts(string option)
    {
        var (least, most) = s_table.Row(option).Bounds;

        Assert.IsEmpty(Complaints(option, least));
        Assert.IsEmpty(Complaints(option, most));
        Assert.HasCount(1, Complaints(option, least - 0.01 - (least * 0.01)));
        Assert.HasCount(1, Complaints(option, most + 0.01 + (most * 0.01)));
    }

    private static IReadOnlyList<string> Complaints(string option, double value)
    {
        var property = s_options.Single(p => p.Name == option);
        var options = new WeaverOptions();
        object given = property.PropertyType == typeof(TimeSpan?) ? (object)TimeSpan.FromMilliseconds(value)
            : property.PropertyType == typeof(int?) ? (object)(int)Whole(value)
            : property.PropertyType == typeof(long?) ? (object)(long)Whole(value)
            : value;
        property.SetValue(options, given);
        return SettingsReader.Read(options, _ => null).Complaints;
    }

    private static double Whole(double value) => value < 1 ? Math.Floor(value) : Math.Ceiling(value);

    private static bool IsBounded(PropertyInfo option) =>
        option.PropertyType == typeof(int?) || option.PropertyType == typeof(long?) || option.PropertyType == typeof(double?) || option.PropertyType == typeof(TimeSpan?);

    private static string Setting(string option, Dictionary<string, string>? environment = null)
    {
        var settings = SettingsReader.Read(new WeaverOptions(), name => environment?.GetValueOrDefault(name));
        var property = typeof(Settings).GetProperty(option);
        Assert.IsNotNull(property, $"Settings has no property '{option}'. Name it like the option.");
        return Text(property.GetValue(settings));
    }

    private static string Sample(Type type) =>
        type == typeof(bool?) ? "false"
        : type == typeof(TimeSpan?) ? "00:00:07"
        : type == typeof(ExceptionMessages?) ? "omit"
        : type == typeof(string) || typeof(IEnumerable).IsAssignableFrom(type) ? "x"
        : "7";

    // As a person writes it: 200 ms, true, none.
    private static string Text(object? value) => value switch
    {
        null or "" => "none",
        bool flag => flag ? "true" : "false",
        TimeSpan time => Text(time),
        Enum name => name.ToString().ToLowerInvariant(),
        KeyValuePair<string, string> tag => tag.Key + ":" + tag.Value,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string text => text,
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Text)) is { Length: > 0 } list ? list : "none",
        _ => value.ToString()!,
    };

    private static string Text(TimeSpan time)
    {
        var (value, unit) = time.TotalMilliseconds switch
        {
            < 1000 => (time.TotalMilliseconds, "ms"),
            < 60_000 => (time.TotalSeconds, "s"),
            < 3_600_000 => (time.TotalMinutes, "min"),
            < 86_400_000 => (time.TotalHours, "h"),
            _ => (time.TotalDays, "day"),
        };
        return value.ToString(CultureInfo.InvariantCulture) + " " + unit;
    }
}
