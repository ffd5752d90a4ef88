// shape: Line that is hit a hundred times before the method throws
// rows: 27
// line: A
//   hits: 100
//   hit
//     this: Worker
//     times: Int32 100
//     done: Int32 0
//   hit 2
//     this: Worker
//     times: Int32 100
//     done: Int32 1
//   hit 3
//     this: Worker
//     times: Int32 100
//     done: Int32 2

namespace Shapes.HundredHits;

public class Worker
{
    public int Work(int times)
    {
        var done = 0;
        while (true)
        {
            if (done == times)
                throw new InvalidOperationException("tired");

            done++; // line A
        }
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            return new Worker().Work(100).ToString();
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
