using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Threading;

namespace Weaver.Expressions;

/// <summary>Finds the type that <c>instanceof</c> names, among the assemblies that are loaded. Never loads one.</summary>
/// <remarks>Safe for any number of threads. Answers are kept until another assembly is loaded.</remarks>
internal static class TypeNames
{
    private const int MaxKnown = 512;

    private static readonly Dictionary<string, Type> s_aliases = new(StringComparer.Ordinal)
    {
        ["bool"] = typeof(bool), ["byte"] = typeof(byte), ["sbyte"] = typeof(sbyte), ["char"] = typeof(char),
        ["decimal"] = typeof(decimal), ["double"] = typeof(double), ["float"] = typeof(float), ["int"] = typeof(int),
        ["uint"] = typeof(uint), ["long"] = typeof(long), ["ulong"] = typeof(ulong), ["short"] = typeof(short),
        ["ushort"] = typeof(ushort), ["object"] = typeof(object), ["string"] = typeof(string), ["nint"] = typeof(nint),
        ["nuint"] = typeof(nuint), ["Array"] = typeof(Array), ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset), ["Delegate"] = typeof(Delegate), ["Enum"] = typeof(Enum),
        ["Exception"] = typeof(Exception), ["Guid"] = typeof(Guid), ["IntPtr"] = typeof(nint), ["UIntPtr"] = typeof(nuint),
        ["TimeSpan"] = typeof(TimeSpan), ["Type"] = typeof(Type),
    };

    private static readonly HashSet<string> s_facades = new(StringComparer.OrdinalIgnoreCase)
    {
        "mscorlib", "netstandard", "System", "System.Core", "System.Runtime", "System.Private.CoreLib",
    };

    private static readonly ConcurrentDictionary<string, Answer> s_known = new(StringComparer.Ordinal);
    private static int s_watching;

    /// <summary>The type, or null with the sentence that says why there is none.</summary>
    public static Type? Resolve(string name, out string? problem)
    {
        if (!s_known.TryGetValue(name, out var answer))
        {
            answer = Search(name);
            Remember(name, answer);
        }

        problem = answer.Problem;
        return answer.Type;
    }

    private static void Remember(string name, Answer answer)
    {
        // The types of collectible assemblies are looked up anew each time, so that nothing keeps them alive.
        if (answer.Type is { IsCollectible: true })
            return;

        if (Interlocked.Exchange(ref s_watching, 1) == 0)
            AppDomain.CurrentDomain.AssemblyLoad += static (_, _) => s_known.Clear();

        if (s_known.Count >= MaxKnown)
            s_known.Clear();
        s_known[name] = answer;
    }

    private static Answer Search(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return new Answer(null, "The type name is empty. Give instanceof the full name of a type.");

        if (s_aliases.TryGetValue(name, out var alias))
            return new Answer(alias, null);

        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma >= 0 || name.Contains('[', StringComparison.Ordinal))
        {
            return comma >= 0 && s_aliases.ContainsKey(name[..comma].Trim())
                ? new Answer(null, "'" + name + "' must be a fully qualified type name, such as 'System.String, System.Runtime'.")
                : SearchQualified(name);
        }

        return SearchLoaded(name);
    }

    private static Answer SearchLoaded(string name)
    {
        if (GetType(typeof(object).Assembly, name) is { } core)
            return new Answer(core, null);

        Type? found = null;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (GetType(assembly, name) is not { } candidate || candidate == found)
                continue;

            if (found is not null)
                return new Answer(null, "Multiple types matching '" + name + "' were found. Use an assembly-qualified name.");
            found = candidate;
        }

        if (found is not null)
            return new Answer(found, null);

        return new Answer(null, name.Contains('.', StringComparison.Ordinal)
            ? Unknown(name)
            : "'" + name + "' must be a fully qualified type name; with that name alone it is an unknown type.");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A type that trimming removed has no instances; it is reported as unknown.")]
    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = "A type that trimming removed has no instances; it is reported as unknown.")]
    private static Answer SearchQualified(string name)
    {
        try
        {
            var type = Type.GetType(
                name,
                FindLoaded,
                static (assembly, typeName, ignoreCase) => GetType(assembly ?? typeof(object).Assembly, typeName),
                throwOnError: false);
            return type is null ? new Answer(null, Unknown(name)) : new Answer(type, null);
        }
        catch (Exception)
        {
            // The parser of names throws for text that is no name, whatever it was asked.
            return new Answer(null, Unknown(name));
        }
    }

    private static string Unknown(string name) => "'" + name + "' is an unknown type. No loaded assembly has it.";

    private static Assembly? FindLoaded(AssemblyName wanted)
    {
        if (wanted.Name is null || s_facades.Contains(wanted.Name))
            return typeof(object).Assembly;

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (string.Equals(assembly.GetName().Name, wanted.Name, StringComparison.OrdinalIgnoreCase))
                return assembly;
        }

        return null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A type that trimming removed has no instances; it is reported as unknown.")]
    private static Type? GetType(Assembly assembly, string name)
    {
        try
        {
            return assembly.GetType(name, throwOnError: false);
        }
        catch (Exception)
        {
            // An assembly that lacks one of its own references.
            return null;
        }
    }

    private readonly record struct Answer(Type? Type, string? Problem);
}
