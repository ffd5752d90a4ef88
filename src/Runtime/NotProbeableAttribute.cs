using System;

namespace Weaver;

/// <summary>Keeps code out of live debugging: it is neither gated nor twinned, and a probe on it reports this attribute as the reason.</summary>
/// <remarks>Wins over <see cref="ProbeableAttribute"/> and over every policy. Read at build time only.</remarks>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event, Inherited = false)]
public sealed class NotProbeableAttribute : Attribute;
