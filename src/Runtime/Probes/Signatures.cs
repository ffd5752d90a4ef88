using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Language;

namespace Weaver.Probes;

/// <summary>Compares the parameter types that a probe names with those of a method.</summary>
internal sealed class Signatures
{
    private readonly IReadOnlyList<string> _texts;
    private readonly TypeText?[] _wanted;

    /// <param name="wanted">As <see cref="ProbeLocation.ParameterTypes"/> gives them.</param>
    public Signatures(IReadOnlyList<string> wanted)
    {
        _texts = wanted;
        _wanted = [.. wanted.Select(TypeTextReader.Read)];
    }

    /// <param name="actual">As the manifest spells them.</param>
    /// <param name="isLenient">Whether names may be less than exact, which is asked when no overload fits exactly.</param>
    public bool Match(string[] actual, bool isLenient)
    {
        // Whoever copies a signature from a report or a manifest names the parameters of the compiler as well.
        var count = _wanted.Length == actual.Length ? actual.Length : CountOf(actual);
        if (_wanted.Length != count)
            return false;

        for (var i = 0; i < count; i++)
        {
            // What a manifest says is matched letter by letter, whether or not it is a name of a type for people.
            if (_texts[i] == SignatureText.Normalize(actual[i]))
                continue;

            if (_wanted[i] is not { } wanted || TypeTextReader.Read(actual[i]) is not { } type || !wanted.Means(type, isLenient))
                return false;
        }

        return true;
    }

    public static string Show(string[] parameterTypes) => "(" + string.Join(", ", parameterTypes.Take(CountOf(parameterTypes))) + ")";

    // A local function gets the variables that it captures as parameters that its author did not write.
    private static int CountOf(string[] types)
    {
        var count = types.Length;
        while (count > 0 && types[count - 1].Contains("<>c__DisplayClass", StringComparison.Ordinal))
            count--;

        return count;
    }
}
