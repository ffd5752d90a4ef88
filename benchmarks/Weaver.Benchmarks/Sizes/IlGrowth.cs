using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace Weaver.Benchmarks.Sizes;

/// <summary>What weaving did to the IL of one assembly.</summary>
/// <param name="Gates">Methods whose body grew.</param>
/// <param name="GateBytes">IL bytes that those bodies grew by, together.</param>
/// <param name="OriginalBytes">IL bytes of all bodies before.</param>
/// <param name="AddedBytes">IL bytes of the bodies that were not there before: twins and the holder.</param>
internal sealed record IlGrowth(int Gates, int GateBytes, int OriginalBytes, int AddedBytes)
{
    public static IlGrowth Between(string originalPath, string wovenPath)
    {
        using var original = ModuleDefinition.ReadModule(originalPath);
        using var woven = ModuleDefinition.ReadModule(wovenPath);
        var before = Bodies(original).ToDictionary(static m => m.FullName, static m => m.Body.CodeSize);
        var (gates, gateBytes, added) = (0, 0, 0);
        foreach (var method in Bodies(woven))
        {
            if (!before.TryGetValue(method.FullName, out var size))
            {
                added += method.Body.CodeSize;
            }
            else if (method.Body.CodeSize > size)
            {
                gates++;
                gateBytes += method.Body.CodeSize - size;
            }
        }

        return new IlGrowth(gates, gateBytes, before.Values.Sum(), added);
    }

    private static IEnumerable<MethodDefinition> Bodies(ModuleDefinition module) =>
        module.GetTypes().SelectMany(static type => type.Methods).Where(static method => method.HasBody && method.RVA != 0).DistinctBy(static method => method.FullName);
}
