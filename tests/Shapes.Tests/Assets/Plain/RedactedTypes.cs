// shape: Locals of types that the settings call sensitive
// rows: 24
// probe: Vault::Open
//   entry
//     this: Vault
//     who: String "Ada"
//   return
//     this: Vault
//     who: String "Ada"
//     code: Pin (not captured: redactedType)
//     @return: String "Ada1234"

namespace Shapes.RedactedTypes;

public class Pin
{
    public int Digits = 1234;
}

public class Vault
{
    public string Open(string who)
    {
        var code = new Pin();
        GC.KeepAlive(code);
        return who + code.Digits;
    }
}

public static class Asset
{
    public static string Run() => new Vault().Open("Ada");
}
