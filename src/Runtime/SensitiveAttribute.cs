using System;

namespace Weaver;

/// <summary>
/// Keeps a value out of everything that probes emit: snapshots, messages, tags, metrics and errors. It is shown as
/// <c>redactedIdent</c>, like a value under a name of the list of sensitive identifiers, and it is never read.
/// </summary>
/// <remarks>
/// On a field or an auto-property it covers that member; on a parameter the argument, on a return value the result; on a
/// positional or primary-constructor parameter also the member that the compiler makes of it; on a type every value of it
/// and of the types that derive from it or implement it. A property with a body of its own is not read anyway: mark the
/// field behind it. Locals carry no attributes: what is copied into one is judged by the local's name and its type.
/// <see cref="WeaverOptions.RedactionExcludedIdentifiers"/> does not undo it.
/// An attribute of the same full name that a program declares itself counts as this one.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.ReturnValue
    | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum)]
public sealed class SensitiveAttribute : Attribute;
