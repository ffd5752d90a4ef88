using System;
using System.Runtime;

namespace Weaver.Engine;

/// <summary>
/// Keeps the garbage collector from running while a module is woven and written. Nearly all that a weave allocates is
/// needed until the module is written, so each collection would go through all of it again to free next to nothing: half of
/// the time of a weave.
/// </summary>
/// <remarks>
/// The pause holds for the process, within room that the runtime sets aside at its start
/// (<see cref="GC.TryStartNoGCRegion(long)"/>, which collects once first). When that is used up, by whomever, the pause
/// ends by itself. Where it cannot be had, because memory is short or another one is under way, everything goes on without.
/// </remarks>
internal sealed class CollectionPause : IDisposable
{
    // Below this a weave allocates so little that the collection before the pause costs as much as it saves.
    private const long LeastImage = 80_000;

    // Bytes allocated for each byte of the image: 130 to 310 were measured, with every method gated.
    private const long Growth = 320;

    // The same for arrays of more than 85 000 bytes, which the runtime keeps apart: the written image and what grows towards it.
    private const long LargeGrowth = 64;

    // Of it no more is touched than is allocated, and most of that would be kept without a pause too.
    private const long MostRoom = 2048L << 20;

    private bool _isOver;

    private CollectionPause()
    {
    }

    /// <summary>Starts a pause with room for the weave of an image of this size. Null when there is none; no error either.</summary>
    public static CollectionPause? TryStart(long imageSize)
    {
        if (imageSize < LeastImage || GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            return null;

        try
        {
            return Start(Math.Min(imageSize, MostRoom / (Growth + LargeGrowth))) ? new CollectionPause() : null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException)
        {
            // Another one has begun just now, or the collector of this process has less room in all.
            return null;
        }
    }

    private static bool Start(long imageSize) => GC.TryStartNoGCRegion(imageSize * (Growth + LargeGrowth), imageSize * LargeGrowth);

    /// <summary>Collections may run again. A second call does nothing.</summary>
    public void Dispose()
    {
        if (_isOver)
            return;

        _isOver = true;
        try
        {
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
                GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // The room was used up, so that the pause has ended by itself.
        }
    }
}
