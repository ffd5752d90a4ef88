using System;
using System.IO;

namespace Weaver.Tests.Support;

/// <summary>A folder of its own for one test, removed with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("weaver-").FullName;

    public static implicit operator string(TemporaryFolder folder) => folder.Path;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file still mapped by a loaded assembly stays until the machine cleans its temporary folder.
        }
    }
}
