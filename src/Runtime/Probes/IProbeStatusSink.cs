namespace Weaver.Probes;

/// <summary>Is told of each status that a probe takes.</summary>
internal interface IProbeStatusSink
{
    void Report(ProbeEntry entry);
}
