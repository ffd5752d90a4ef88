// shape: Enumerator written by hand, as a struct
// probe: Count+Cursor::MoveNext
//   hits: 3
//   entry
//     this: Cursor { to: Int32 2, Current: Int32 0 }
//   return
//     this: Cursor { to: Int32 2, Current: Int32 1 }
//     @return: Boolean True
//   entry 2
//     this: Cursor { to: Int32 2, Current: Int32 1 }
//   return 2
//     this: Cursor { to: Int32 2, Current: Int32 2 }
//     @return: Boolean True
//   entry 3
//     this: Cursor { to: Int32 2, Current: Int32 2 }
//   return 3
//     this: Cursor { to: Int32 2, Current: Int32 3 }
//     @return: Boolean False
// probe: Count::GetEnumerator
//   entry
//     this: Count { to: Int32 2 }
//   return
//     this: Count { to: Int32 2 }
//     @return: Cursor { to: Int32 2, Current: Int32 0 }

namespace Shapes.HandWritten;

public readonly struct Count(int to)
{
    public Cursor GetEnumerator() => new(to);

    public struct Cursor(int to)
    {
        public int Current { get; private set; }

        public bool MoveNext()
        {
            Current++;
            return Current <= to;
        }
    }
}

public static class Asset
{
    public static string Run()
    {
        var sum = 0;
        foreach (var number in new Count(2))
            sum += number;

        return sum.ToString();
    }
}
