// shape: Local of a struct type
// rows: 5
// probe: Times::Spread
//   entry
//     this: Times
//     minutes: Int32 90
//   return
//     this: Times
//     minutes: Int32 90
//     span: TimeSpan 01:30:01
//     @return: String "01:30:01"
// line: A
//   hit
//     this: Times
//     minutes: Int32 90
//     span: TimeSpan 00:00:00
// line: B
//   hit
//     this: Times
//     minutes: Int32 90
//     span: TimeSpan 01:30:00
// line: C
//   hit
//     this: Times
//     minutes: Int32 90
//     span: TimeSpan 01:30:01

namespace Shapes.StructLocal;

public class Times
{
    public string Spread(int minutes)
    {
        var span = TimeSpan.FromMinutes(minutes); // line A
        span += TimeSpan.FromSeconds(1); // line B
        return span.ToString("c"); // line C
    }
}

public static class Asset
{
    public static string Run() => new Times().Spread(90);
}
