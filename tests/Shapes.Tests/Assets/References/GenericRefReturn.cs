// shape: Generic method that returns a reference
// rows: 84
// probe: Queue::Slot
//   hits: 2
//   entry
//     items: Int32[](2) [Int32 1, Int32 2]
//     index: Int32 3
//   return
//     items: Int32[](2) [Int32 1, Int32 2]
//     index: Int32 3
//     wrapped: Int32 1
//     @return: Int32 2
//   entry 2
//     items: String[](1) [String "a"]
//     index: Int32 4
//   return 2
//     items: String[](1) [String "a"]
//     index: Int32 4
//     wrapped: Int32 0
//     @return: String "a"

namespace Shapes.GenericRefReturn;

public static class Queue
{
    public static ref T Slot<T>(T[] items, int index)
    {
        var wrapped = index % items.Length;
        return ref items[wrapped];
    }
}

public static class Asset
{
    public static string Run()
    {
        int[] numbers = [1, 2];
        Queue.Slot(numbers, 3) += 5;
        return numbers[1] + Queue.Slot(["a"], 4);
    }
}
