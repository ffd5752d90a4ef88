namespace Weaver.Explore;

/// <summary>In which state a program runs. The names are those of the command line, in lower case.</summary>
internal enum Mode
{
    /// <summary>Unwoven, without our startup hook.</summary>
    Plain,

    /// <summary>Every method is compiled; the program does not run.</summary>
    Prepare,

    /// <summary>Woven, all gates shut.</summary>
    Shut,

    /// <summary>All gates open, no probe.</summary>
    Open,

    /// <summary>Random gates open and shut all the time.</summary>
    Toggle,

    /// <summary>A plain log probe everywhere.</summary>
    Armed,

    /// <summary>A log probe with a snapshot everywhere.</summary>
    Snapshot,
}
