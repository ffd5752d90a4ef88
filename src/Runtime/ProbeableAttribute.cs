using System;

namespace Weaver;

/// <summary>
/// Marks code for live debugging. On a method or accessor it always gates it, whatever the policy says. On a type or an
/// assembly it marks scope only: what the policy <c>Annotated</c> weaves and what value collectors are generated for.
/// </summary>
/// <remarks><see cref="NotProbeableAttribute"/> wins over this attribute. Read at build time only.</remarks>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event, Inherited = false)]
public sealed class ProbeableAttribute : Attribute;
