// shape: Sensitive names of fields, arguments and locals
// rows: 23
// probe: Account::Login
//   entry
//     this: Account { _apiKey: String (not captured: redactedIdent), _owner: String "Ada" }
//     user: String "u"
//     password: String (not captured: redactedIdent)
//   return
//     this: Account { _apiKey: String (not captured: redactedIdent), _owner: String "Ada" }
//     user: String "u"
//     password: String (not captured: redactedIdent)
//     secret: String (not captured: redactedIdent)
//     [Debug] shown: String "uAda"
//     @return: String "uAda3"

namespace Shapes.RedactedNames;

public class Account
{
    private readonly string _apiKey = "k";
    private readonly string _owner = "Ada";

    public string Login(string user, string password)
    {
        var secret = password + _apiKey;
        var shown = user + _owner;
        GC.KeepAlive(secret);
        return shown + secret.Length;
    }
}

public static class Asset
{
    public static string Run() => new Account().Login("u", "pw");
}
