using System;

namespace Weaver;

/// <summary>
/// Redacts what it marks: the value never appears in a snapshot, message, tag or metric, only the reason
/// <c>redactedIdent</c> (field, property, parameter) or <c>redactedType</c> (type).
/// </summary>
/// <remarks>Names on the default list (<c>password</c>, <c>token</c> and the like) are redacted without it.</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum, Inherited = true)]
public sealed class SensitiveAttribute : Attribute;
