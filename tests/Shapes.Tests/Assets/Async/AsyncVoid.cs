// shape: async void
// rows: 46
// probe: Pump::Push
//   entry
//     this: Pump { Text: String "" }
//     text: String "pushed"
//   return
//     this: Pump { Text: String "pushed" }
//     text: String "pushed"

namespace Shapes.AsyncVoid;

public class Pump
{
    public string Text { get; private set; } = "";

    public async void Push(string text)
    {
        await Task.Yield();
        Text += text;
    }
}

public static class Asset
{
    public static string Run()
    {
        // The method is over when its context hears of it, and only then.
        var context = new Counting();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            var pump = new Pump();
            pump.Push("pushed");
            context.Over.Wait();
            return pump.Text;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Counting : SynchronizationContext
    {
        public readonly ManualResetEventSlim Over = new();

        public override void OperationCompleted() => Over.Set();
    }
}
