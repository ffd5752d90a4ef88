using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace Weaver.Tests.Support;

/// <summary>
/// Finds types that satisfy the constraints of generic parameters: interfaces, base classes, <c>new()</c>, <c>struct</c>,
/// enums, parameters that name themselves or each other. What nothing among common types, the constraints themselves and
/// the types of the same assembly satisfies has no answer.
/// </summary>
internal static class TypeArguments
{
    private const int MostTries = 500;

    private static readonly Type[] s_references =
    [
        typeof(string), typeof(object), typeof(MemoryStream), typeof(InvalidOperationException), typeof(int[]), typeof(List<int>),
        typeof(Dictionary<string, int>), typeof(Func<int>), typeof(Task<int>), typeof(CultureInfo), typeof(EqualityComparer<int>),
    ];

    private static readonly Type[] s_values =
    [
        typeof(int), typeof(DayOfWeek), typeof(long), typeof(double), typeof(byte), typeof(char), typeof(decimal), typeof(Guid),
        typeof(DateTime), typeof(KeyValuePair<int, int>),
    ];

    private static readonly ConcurrentDictionary<Assembly, Type[]> s_own = new();
    private static readonly ConcurrentDictionary<(Type Declaring, bool PreferValues), Type[]?> s_ofTypes = new();

    /// <summary>One type for each parameter, or null.</summary>
    /// <param name="ofType">Parameters of a type.</param>
    /// <param name="ofMethod">Those of one of its methods.</param>
    /// <param name="preferValues">Whether value types are tried before classes.</param>
    public static Type[]? Find(Type[] ofType, Type[] ofMethod, bool preferValues)
    {
        // A type has many methods, and a search among constraints that name each other can be long.
        var known = ofType.Length == 0 ? [] : s_ofTypes.GetOrAdd((ofType[0].DeclaringType!, preferValues), key => Find(ofType, [], [], key.PreferValues));
        if (known == null || ofMethod.Length == 0)
            return known;

        return Find(ofMethod, ofType, known, preferValues) is { } rest ? [.. known, .. rest] : null;
    }

    private static Type[]? Find(Type[] parameters, Type[] outer, Type[] chosen, bool preferValues)
    {
        var search = new Search(parameters, preferValues ? [.. s_values, .. s_references] : [.. s_references, .. s_values]);
        for (var i = 0; i < outer.Length; i++)
            search.Chosen[outer[i]] = chosen[i];

        return search.Run() ? [.. parameters.Select(p => search.Chosen[p])] : null;
    }

    private static Type[] OwnTypes(Assembly assembly) => s_own.GetOrAdd(assembly, static a => [.. Loadable(a).Where(t => !t.Name.StartsWith('<') && !(t.IsAbstract && t.IsSealed))]);

    private static IEnumerable<Type> Loadable(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }

    private sealed class Search(Type[] parameters, Type[] common)
    {
        // A parameter that others are built from comes before them.
        private readonly Type[] _order = [.. parameters.OrderBy(p => p.GetGenericParameterConstraints().Sum(c => Mentioned(c).Count(m => m != p)))];
        private int _tries;

        public Dictionary<Type, Type> Chosen { get; } = [];

        public bool Run(int index = 0)
        {
            if (index == _order.Length)
                return _order.All(p => Satisfies(p, Chosen[p], final: true));

            var parameter = _order[index];
            foreach (var candidate in Candidates(parameter).Distinct())
            {
                if (_tries++ > MostTries)
                    return false;

                Chosen[parameter] = candidate;
                if (Satisfies(parameter, candidate, final: false) && Run(index + 1))
                    return true;

                Chosen.Remove(parameter);
            }

            return false;
        }

        private IEnumerable<Type> Candidates(Type parameter)
        {
            var constraints = parameter.GetGenericParameterConstraints();
            foreach (var type in common)
                yield return type;

            if (constraints.Length == 0)
                yield break;

            // The constraint itself, then what the assembly has that derives from it.
            foreach (var constraint in constraints)
            {
                if (TrySubstitute(constraint) is { IsGenericParameter: false } closed)
                {
                    yield return closed;
                    foreach (var type in OpenTypes(parameter.Assembly, closed))
                        yield return type;
                }
            }

            foreach (var assembly in constraints.Select(c => c.Assembly).Append(parameter.Assembly).Distinct())
            {
                foreach (var type in OwnTypes(assembly).Where(t => !t.IsGenericTypeDefinition))
                    yield return type;
            }
        }

        // Generic classes over the same arguments as the constraint: Leaf<T> for Node<T>.
        private static IEnumerable<Type> OpenTypes(Assembly assembly, Type closed)
        {
            var arguments = closed.GetGenericArguments();
            if (arguments.Length == 0)
                yield break;

            foreach (var open in OwnTypes(assembly).Where(t => t.IsGenericTypeDefinition && t.GetGenericArguments().Length == arguments.Length).Append(typeof(List<>)))
            {
                if (open.GetGenericArguments().Length == arguments.Length && TryMake(open, arguments) is { } made)
                    yield return made;
            }
        }

        private bool Satisfies(Type parameter, Type candidate, bool final)
        {
            var attributes = parameter.GenericParameterAttributes;
            if (candidate.IsByRefLike || candidate.ContainsGenericParameters || candidate.IsPointer || candidate.IsByRef)
                return false;
            if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) && (!candidate.IsValueType || Nullable.GetUnderlyingType(candidate) != null))
                return false;
            if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) && candidate.IsValueType)
                return false;
            if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !candidate.IsValueType && (candidate.IsAbstract || candidate.GetConstructor(Type.EmptyTypes) == null))
                return false;

            return parameter.GetGenericParameterConstraints().All(c => MeetsConstraint(c, candidate, final));
        }

        private bool MeetsConstraint(Type constraint, Type candidate, bool final)
        {
            // An interface with static members that must be implemented is no argument for its own constraint.
            if (candidate.IsInterface && candidate.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(m => m.IsAbstract))
                return false;

            var closed = TrySubstitute(constraint);
            return closed == null ? !final : closed.IsAssignableFrom(candidate);
        }

        // The constraint with what was chosen so far put in; null while it names a parameter that has nothing yet.
        private Type? TrySubstitute(Type type)
        {
            if (type.IsGenericParameter)
                return Chosen.GetValueOrDefault(type);
            if (!type.ContainsGenericParameters)
                return type;
            if (type.IsArray)
                return TrySubstitute(type.GetElementType()!)?.MakeArrayType();

            var arguments = type.GetGenericArguments().Select(TrySubstitute).ToArray();
            return arguments.Contains(null) ? null : TryMake(type.GetGenericTypeDefinition(), arguments!);
        }

        private static Type? TryMake(Type open, Type[] arguments)
        {
            try
            {
                return open.MakeGenericType(arguments);
            }
            catch (Exception e) when (e is ArgumentException or TypeLoadException)
            {
                return null;
            }
        }

        private static IEnumerable<Type> Mentioned(Type type)
            => type.IsGenericParameter ? [type] : type.HasElementType ? Mentioned(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Mentioned);
    }
}
