// shape: Methods of a generic ref struct, one of them generic
// rows: 79
// probe: Box`1::Plain
//   entry
//     this: Box`1 (not captured: 'this' is a ref struct, which cannot be shown.)
//     other: Int32 4
//   return
//     this: Box`1 (not captured: 'this' is a ref struct, which cannot be shown.)
//     other: Int32 4
//     @return: String "3,4"
// probe: Box`1::Self
//   entry
//     this: Box`1 (not captured: 'this' is a ref struct, which cannot be shown.)
//   return
//     this: Box`1 (not captured: 'this' is a ref struct, which cannot be shown.)
//     @return: Box`1 (not captured: '@return' is a ref struct, which cannot be shown.)
// probe: Box`1::Pair
//   entry
//     this: Box`1 (not captured: 'this' is a ref struct, which cannot be shown.)
//     with: Int32 5
//   return
//     this: Box`1 (not captured: 'this' is a ref struct, which cannot be shown.)
//     with: Int32 5
//     @return: String "b+5"
// probe: Box`1::Make
//   entry
//     content: Int32 3
//   return
//     content: Int32 3
//     @return: Box`1 (not captured: '@return' is a ref struct, which cannot be shown.)

namespace Shapes.GenericRefStruct;

public ref struct Box<T>
{
    public T Content;

    public string Plain(T other) => Content + "," + other;

    public Box<T> Self() => this;

    public string Pair<U>(U with) => Content + "+" + with;

    public static Box<T> Make(T content) => new() { Content = content };
}

public static class Asset
{
    public static string Run() => Box<int>.Make(3).Self().Plain(4) + new Box<string> { Content = "b" }.Pair(5);
}
