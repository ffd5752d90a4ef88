using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Weaver.Tests.Support;

/// <summary>Has the JIT compile every method of an assembly, which finds invalid code without running it.</summary>
public static class Preparation
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Number of methods compiled; throws when the JIT refuses one.</summary>
    public static int PrepareAll(Assembly assembly)
    {
        var refused = new List<string>();
        var (compiled, _) = Prepare(assembly.GetTypes(), refused);
        return refused.Count == 0 ? compiled : throw new InvalidOperationException(refused[0]);
    }

    /// <summary>Has every method of the types compiled. Names in <paramref name="refused"/> what the JIT calls invalid.</summary>
    /// <returns>Methods compiled, and methods that no type arguments were found for.</returns>
    public static (int Compiled, int PassedOver) Prepare(IEnumerable<Type> types, ICollection<string> refused)
    {
        var (compiled, passedOver) = (0, 0);
        foreach (var type in types)
        {
            var methods = type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared));
            foreach (var method in methods.Where(HasBody))
            {
                try
                {
                    if (TryPrepare(method))
                        compiled++;
                    else
                        passedOver++;
                }
                catch (Exception e) when (e is InvalidProgramException or BadImageFormatException or TypeLoadException or MissingMemberException)
                {
                    refused.Add($"The JIT refuses '{method.DeclaringType}.{method}': {e.GetType().Name}: {e.Message}");
                }
            }
        }

        return (compiled, passedOver);
    }

    private static bool HasBody(MethodBase method)
        => !method.IsAbstract && (method.GetMethodImplementationFlags() & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.IL && method.GetMethodBody() != null;

    // A generic method is compiled twice: once for the code that classes share, once for a value type of its own.
    private static bool TryPrepare(MethodBase method)
    {
        var typeParameters = method.DeclaringType is { IsGenericTypeDefinition: true } type ? type.GetGenericArguments() : [];
        var methodParameters = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        if (typeParameters.Length + methodParameters.Length == 0)
            return TryPrepare(method, []);

        var shared = TypeArguments.Find(typeParameters, methodParameters, preferValues: false);
        var own = TypeArguments.Find(typeParameters, methodParameters, preferValues: true);
        return (shared != null && TryPrepare(method, shared)) | (own != null && TryPrepare(method, own));
    }

    private static bool TryPrepare(MethodBase method, Type[] arguments)
    {
        try
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle, [.. arguments.Select(a => a.TypeHandle)]);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or System.Security.VerificationException or TypeLoadException && e.Message.Contains("constraint", StringComparison.Ordinal))
        {
            // Constraints that reflection does not show.
            return false;
        }
    }
}
