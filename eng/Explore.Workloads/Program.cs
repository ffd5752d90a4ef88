using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace Explore.Workloads;

/// <summary>Marks a method that exercises one package and prints what comes out, always the same.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WorkloadAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var workloads = Find();
        switch (args)
        {
            case ["--list"]:
                Console.WriteLine(string.Join(',', workloads.Keys));
                return 0;
            case [var name] when workloads.TryGetValue(name, out var workload):
                await (workload.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null) as Task ?? Task.CompletedTask);
                return 0;
            default:
                Console.Error.WriteLine("Name one of: " + string.Join(", ", workloads.Keys));
                return 2;
        }
    }

    private static SortedDictionary<string, MethodInfo> Find() => new(
        typeof(Program).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Where(static method => method.IsDefined(typeof(WorkloadAttribute)))
            .ToDictionary(static method => method.GetCustomAttribute<WorkloadAttribute>()!.Name),
        StringComparer.Ordinal);
}
