namespace Weaver.Capture;

/// <summary>Where the walk stood when a value was begun; what a failure in that value returns to.</summary>
internal readonly record struct CapturerState(int Depth, int PathLength);
