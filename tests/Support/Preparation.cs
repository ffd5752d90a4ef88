using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Weaver.Tests.Support;

/// <summary>Has the JIT compile every method of an assembly, which finds invalid code without running it.</summary>
public static class Preparation
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Number of methods compiled; throws on the first that the JIT refuses.</summary>
    public static int PrepareAll(Assembly assembly)
    {
        var count = 0;
        foreach (var type in assembly.GetTypes())
        {
            var methods = type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared));
            foreach (var method in methods.Where(m => !m.IsAbstract && m.GetMethodBody() != null))
            {
                if (TryPrepare(method))
                    count++;
            }
        }

        return count;
    }

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
        catch (Exception e) when (e is InvalidProgramException or BadImageFormatException or TypeLoadException)
        {
            throw new InvalidOperationException($"The JIT refuses '{method.DeclaringType}.{method}': {e.Message}", e);
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
