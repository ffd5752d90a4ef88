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

    private static bool TryPrepare(MethodBase method)
    {
        try
        {
            var typeArguments = method.DeclaringType is { IsGenericTypeDefinition: true } type ? Arguments(type.GetGenericArguments()) : [];
            var methodArguments = method.IsGenericMethodDefinition ? Arguments(method.GetGenericArguments()) : [];
            if (typeArguments == null || methodArguments == null)
                return false;

            RuntimeHelpers.PrepareMethod(method.MethodHandle, [.. typeArguments, .. methodArguments]);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or System.Security.VerificationException or TypeLoadException && e.Message.Contains("constraint", StringComparison.Ordinal))
        {
            // Arguments that our guess at the constraints missed.
            return false;
        }
    }

    // Simple arguments for simple constraints; a method whose constraints want more is not compiled here.
    private static RuntimeTypeHandle[]? Arguments(Type[] parameters)
    {
        var arguments = new RuntimeTypeHandle[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var special = parameters[i].GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask;
            var wantsValue = special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            var candidate = wantsValue ? typeof(int) : typeof(string);
            var fits = parameters[i].GetGenericParameterConstraints().All(c => c == typeof(ValueType) || c.ContainsGenericParameters || c.IsAssignableFrom(candidate));
            if (!fits)
                return null;

            arguments[i] = candidate.TypeHandle;
        }

        return arguments;
    }
}
