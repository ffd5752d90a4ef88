// shape: Sensitive names of locals and arguments in an async method
// rows: 58
// probe: Account::LoginAsync
//   entry
//     [Debug] this: Account
//     [Release] this: Account (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     user: String "u"
//     password: String (not captured: redactedIdent)
//   return
//     [Debug] this: Account
//     [Release] this: Account (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     user: String "u"
//     password: String (not captured: redactedIdent)
//     token: String (not captured: redactedIdent)
//     @return: Int32 6

namespace Shapes.AsyncRedacted;

public class Account
{
    public async Task<int> LoginAsync(string user, string password)
    {
        var token = password + "1";
        await Task.Yield();
        return token.Length + user.Length + password.Length;
    }
}

public static class Asset
{
    public static string Run() => new Account().LoginAsync("u", "pw").GetAwaiter().GetResult().ToString();
}
