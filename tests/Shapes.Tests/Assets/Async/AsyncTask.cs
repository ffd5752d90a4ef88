// shape: async method that returns Task
// rows: 45
// probe: Writer::WriteAsync
//   entry
//     this: Writer { _text: String "" }
//     text: String "w"
//   return
//     this: Writer { _text: String "w" }
//     text: String "w"

namespace Shapes.AsyncTask;

public class Writer
{
    private string _text = "";

    public string Text => _text;

    public async Task WriteAsync(string text)
    {
        await Task.Yield();
        _text += text;
    }
}

public static class Asset
{
    public static string Run()
    {
        var writer = new Writer();
        writer.WriteAsync("w").GetAwaiter().GetResult();
        return writer.Text;
    }
}
