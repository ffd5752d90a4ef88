using System;

namespace Weaver.RemoteConfig;

/// <summary>One file of configuration as its source has it now.</summary>
/// <param name="Path">Its identity within the source: a full path, or the path of the remote-config protocol.</param>
/// <param name="Version">Changes when the content changes; equal versions of one path mean equal bytes.</param>
/// <param name="Bytes">The content, unread: nothing here knows what is inside. Never written to again.</param>
internal sealed record TargetFile(string Path, string Version, ReadOnlyMemory<byte> Bytes);
