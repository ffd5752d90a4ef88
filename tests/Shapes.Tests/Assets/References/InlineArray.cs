// shape: Inline array
// note: only the first element is shown
// probe: Ring::Sum
//   entry
//     this: Ring { _items: Three { _first: Int32 0 } }
//     more: Three { _first: Int32 1 }
//   return
//     this: Ring { _items: Three { _first: Int32 0 } }
//     more: Three { _first: Int32 1 }
//     sum: Int32 3
//     @return: Int32 7

namespace Shapes.InlineArray;

[InlineArray(3)]
public struct Three
{
    private int _first;
}

public class Ring
{
    private Three _items;

    public int Sum(Three more)
    {
        _items[1] = 4;
        var sum = 0;
        foreach (var item in more)
            sum += item;

        return sum + _items[1];
    }
}

public static class Asset
{
    public static string Run()
    {
        var three = new Three();
        three[0] = 1;
        three[2] = 2;
        return new Ring().Sum(three).ToString();
    }
}
