// shape: using, and Dispose of a class and of a ref struct
// probe: Scope::Dispose
//   entry
//     this: Scope { log: List`1(2) [String "body", String "lease"] }
//   return
//     this: Scope { log: List`1(3) [String "body", String "lease", String "scope"] }
// probe: Scopes::Use
//   entry
//     log: List`1(0) []
//   return
//     log: List`1(3) [String "body", String "lease", String "scope"]
//     @return: String "body,lease,scope"
// line: A
//   hit
//     log: List`1(0) []
//     lease: Lease (not captured: 'lease' is a ref struct, which cannot be shown.)

namespace Shapes.DisposePattern;

public sealed class Scope(List<string> log) : IDisposable
{
    public void Dispose() => log.Add("scope");
}

public ref struct Lease
{
    public List<string> Log;

    public void Dispose() => Log.Add("lease");
}

public static class Scopes
{
    public static string Use(List<string> log)
    {
        using (new Scope(log))
        {
            using var lease = new Lease { Log = log };
            log.Add("body"); // line A
        }

        return string.Join(",", log);
    }
}

public static class Asset
{
    public static string Run() => Scopes.Use([]);
}
