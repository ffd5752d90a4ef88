// shape: async method of a generic class, over a reference type and a value type
// rows: 61, 62
// probe: Box`1::GetAsync
//   hits: 2
//   entry
//     this: Box`1 { _content: String "a" }
//     other: String "b"
//   return
//     this: Box`1 { _content: String "a" }
//     other: String "b"
//     nothing: String null
//     @return: String "b"
//   entry 2
//     this: Box`1 { _content: Int32 4 }
//     other: Int32 3
//   return 2
//     this: Box`1 { _content: Int32 4 }
//     other: Int32 3
//     nothing: Int32 0
//     @return: Int32 4
// line: A
//   hits: 2
//   hit
//     this: Box`1 { _content: String "a" }
//     other: String "b"
//     nothing: String null
//   hit 2
//     this: Box`1 { _content: Int32 4 }
//     other: Int32 3
//     nothing: Int32 0

namespace Shapes.AsyncGenericClass;

public class Box<T> where T : IComparable<T>
{
    private readonly T _content;

    public Box(T content) => _content = content;

    public async Task<T> GetAsync(T other)
    {
        var nothing = default(T);
        await Task.Yield();
        return _content.CompareTo(other) < 0 || other.Equals(nothing) ? other : _content; // line A
    }
}

public static class Asset
{
    public static string Run() => new Box<string>("a").GetAsync("b").Result + new Box<int>(4).GetAsync(3).Result;
}
