namespace Weaver.Upload.Spooling;

/// <summary>A place in the spool, to be compared with others.</summary>
/// <param name="Segment">The file; null for no place.</param>
/// <param name="At">Where in it.</param>
internal readonly record struct SpoolPosition(SpoolSegment? Segment, long At);
