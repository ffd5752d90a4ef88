namespace Weaver.Hooks;

/// <summary>What a run of a state machine is to the method that it runs in pieces.</summary>
internal enum MachineRun
{
    /// <summary>Nothing of the author's runs: the method is over already, or was never begun.</summary>
    None,

    /// <summary>The method begins.</summary>
    First,

    /// <summary>It goes on.</summary>
    Later,

    /// <summary>It goes on inside another run that is observed as a whole.</summary>
    LinesOnly,
}
