using System;
using System.Collections.Generic;
using System.Threading;
using Weaver.Signals;

namespace Weaver.Hooks;

/// <summary>What is armed at one gated method. Exists from the first time the method is armed.</summary>
/// <remarks>Twins read without a lock; arming replaces <see cref="Armed"/> as a whole, under the lock of this object.</remarks>
internal sealed class MethodState
{
    /// <summary>Not zero while a line is armed. Twins hold a reference to it.</summary>
    public byte HasLines;

    private readonly Lock _lock = new();
    private volatile ArmedSet _armed = ArmedSet.Empty;

    public ArmedSet Armed => _armed;

    /// <summary>Adds a binding at <paramref name="point"/>, a site or <see cref="Hit.MethodPoint"/>.</summary>
    public void Arm(int point, ProbeBinding binding)
    {
        lock (_lock)
            Publish(_armed.With(point, binding));
    }

    /// <summary>Puts a binding in the place of another in one step: no call sees both or neither.</summary>
    public void Replace(int point, ProbeBinding old, ProbeBinding binding)
    {
        lock (_lock)
            Publish(_armed.Without(point, old).With(point, binding));
    }

    public void Disarm(int point, ProbeBinding binding)
    {
        lock (_lock)
            Publish(_armed.Without(point, binding));
    }

    /// <summary>Takes out all of these, wherever they stand, in one step.</summary>
    public void DisarmAll(HashSet<ProbeBinding> bindings)
    {
        lock (_lock)
            Publish(_armed.Without(bindings));
    }

    private void Publish(ArmedSet armed)
    {
        _armed = armed;
        Volatile.Write(ref HasLines, armed.HasLines ? (byte)1 : (byte)0);
    }
}

/// <summary>The bindings of one method by the point at which they fire. Immutable.</summary>
internal sealed class ArmedSet
{
    public static readonly ArmedSet Empty = new([], []);

    private readonly ProbeBinding[][] _sites;

    private ArmedSet(ProbeBinding[] method, ProbeBinding[][] sites)
    {
        Method = method;
        ProbeBinding[] ordered = [.. With(method, BindingNeeds.Around), .. Array.FindAll(method, b => (b.Needs & BindingNeeds.Around) == 0)];
        Entry = With(ordered, BindingNeeds.Entry);
        Exit = With(ordered, BindingNeeds.Exit);
        Array.Reverse(Exit);
        NeedsStart = Array.Exists(method, b => (b.Needs & BindingNeeds.Start) != 0);
        _sites = sites;
    }

    /// <summary>Bindings at entry and exit.</summary>
    public ProbeBinding[] Method { get; }

    /// <summary>Those that want to hear of entries, those around the others first.</summary>
    public ProbeBinding[] Entry { get; }

    /// <summary>Those that want to hear of exits, in the opposite order.</summary>
    public ProbeBinding[] Exit { get; }

    /// <summary>One of them needs the time at which the call began.</summary>
    public bool NeedsStart { get; }

    public bool HasLines => _sites.Length != 0;

    public ProbeBinding[] At(int site) => (uint)site < (uint)_sites.Length ? _sites[site] : [];

    public ArmedSet With(int point, ProbeBinding binding)
    {
        if (point == Hit.MethodPoint)
            return new ArmedSet([.. Method, binding], _sites);

        var sites = new ProbeBinding[Math.Max(_sites.Length, point + 1)][];
        for (var i = 0; i < sites.Length; i++)
            sites[i] = i < _sites.Length ? _sites[i] : [];

        sites[point] = [.. sites[point], binding];
        return new ArmedSet(Method, sites);
    }

    public ArmedSet Without(int point, ProbeBinding binding)
    {
        if (point == Hit.MethodPoint)
            return new ArmedSet(Array.FindAll(Method, b => b != binding), _sites);

        if ((uint)point >= (uint)_sites.Length)
            return this;

        var sites = (ProbeBinding[][])_sites.Clone();
        sites[point] = Array.FindAll(sites[point], b => b != binding);
        return WithSites(Method, sites);
    }

    public ArmedSet Without(HashSet<ProbeBinding> bindings) =>
        WithSites(Rest(Method, bindings), Array.ConvertAll(_sites, site => Rest(site, bindings)));

    private static ProbeBinding[] With(ProbeBinding[] bindings, BindingNeeds need) => Array.FindAll(bindings, b => (b.Needs & need) != 0);

    private static ProbeBinding[] Rest(ProbeBinding[] armed, HashSet<ProbeBinding> gone) => Array.FindAll(armed, b => !gone.Contains(b));

    private static ArmedSet WithSites(ProbeBinding[] method, ProbeBinding[][] sites) =>
        new(method, Array.Exists(sites, s => s.Length != 0) ? sites : []);
}
