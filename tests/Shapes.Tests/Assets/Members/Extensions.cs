// shape: Extension methods, and extension members of C# 14
// probe: Words::Shout
//   entry
//     word: String "hi"
//     times: Int32 2
//   return
//     word: String "hi"
//     times: Int32 2
//     @return: String "HI!!"
// probe: Words::Whisper
//   entry
//     word: String "HO"
//     dots: Int32 1
//   return
//     word: String "HO"
//     dots: Int32 1
//     @return: String "ho."
// probe: Words::get_Half
//   entry
//     word: String "half"
//   return
//     word: String "half"
//     @return: String "ha"
// probe: Words::Empty
//   entry
//     length: Int32 2
//   return
//     length: Int32 2
//     @return: String "  "

namespace Shapes.Extensions;

public static class Words
{
    public static string Shout(this string word, int times) => word.ToUpperInvariant() + new string('!', times);

    extension(string word)
    {
        public string Half => word[..(word.Length / 2)];

        public string Whisper(int dots) => word.ToLowerInvariant() + new string('.', dots);
    }

    extension(string)
    {
        public static string Empty(int length) => new(' ', length);
    }
}

public static class Asset
{
    public static string Run() => "hi".Shout(2) + "HO".Whisper(1) + "half".Half + string.Empty(2).Length;
}
