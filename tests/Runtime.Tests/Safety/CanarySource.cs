namespace Weaver.Runtime.Tests.Safety;

/// <summary>
/// A program that keeps secrets under sensitive names, in marked members and types, and in listed types. Each secret is a
/// canary: a text that stands nowhere else. What may be shown holds the word VISIBLE.
/// </summary>
internal static class CanarySource
{
    /// <summary>What each secret text begins with.</summary>
    public const string Text = "CANARY";

    /// <summary>The one secret that is a number.</summary>
    public const string Number = "918273645";

    public const string Listed = "Canaries.*.Hid*n";

    public const string Program = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Collections.Specialized;
        using System.Linq;
        using System.Threading.Tasks;
        using Weaver;

        namespace Canaries.Parts
        {
            public class Hidden
            {
                public string Inside = "CANARY-listed-type";
            }

            public sealed class HiddenException : Exception
            {
                public string Details = "CANARY-listed-details";

                [NotProbeable]
                public HiddenException(string text)
                    : base(text)
                {
                }
            }
        }

        namespace Canaries
        {
            using Canaries.Parts;

            [Sensitive]
            public class Vault
            {
                public string Content = "CANARY-marked-type";
            }

            public sealed class SmallVault : Vault
            {
                public string More = "CANARY-derived-type";
            }

            [Sensitive]
            public interface IConfidential
            {
            }

            [Sensitive]
            public class CardException : Exception
            {
                public string Details = "CANARY-marked-details";
                public int Code = 918273645;

                [NotProbeable]
                public CardException(string text)
                    : base(text)
                {
                }
            }

            public sealed class OrderException : Exception
            {
                public string Details;

                [NotProbeable]
                public OrderException(string text, string details, Exception inner)
                    : base(text, inner)
                {
                    Details = details;
                    Source = text;
                }
            }

            public sealed class Letter : IConfidential
            {
                public string Lines = "CANARY-implementation";
            }

            public struct Header
            {
                public string Name;
                public string Value;
            }

            public sealed class OwnDictionary : Dictionary<string, string>
            {
            }

            public record Card([Sensitive] string Number, string Owner);

            public sealed class Primary([Sensitive] string text)
            {
                public int Length() => text.Length;
            }

            public sealed class Customer
            {
                [Sensitive]
                public const string Origin = "CANARY-constant-of-another";
                private string _password = "CANARY-private-field";
                public string Name = "VISIBLE-name";
                public string api_key = "CANARY-field";
                public int Pin = 918273645;
                public object Cookie = new[] { "CANARY-array" };
                [Sensitive]
                public string Note = "CANARY-marked-field";
                [Sensitive]
                public int Level = 918273645;
                public Vault Vault = new SmallVault();
                public object Boxed = new Vault();
                public IConfidential Paper = new Letter();
                public Hidden Hidden = new Hidden();
                public Card Card = new Card("CANARY-record", "VISIBLE-owner");
                public Primary Primary = new Primary("CANARY-primary");
                public Dictionary<string, string> Settings = new() { ["password"] = "CANARY-key", ["API-KEY"] = "CANARY-key-2", ["open"] = "VISIBLE-setting" };
                public Hashtable Table = new() { ["@token"] = "CANARY-hashtable" };
                public List<KeyValuePair<string, string>> Pairs = [new("x-api-key", "CANARY-pair")];
                public DictionaryEntry Entry = new("secret", "CANARY-entry");
                public Header[] Headers = [new() { Name = "Authorization", Value = "CANARY-header" }, new() { Name = "Accept", Value = "VISIBLE-header" }];
                public NameValueCollection Form = new() { ["passwd"] = "CANARY-form" };
                public OwnDictionary Own = new() { ["session_id"] = "CANARY-own-dictionary" };
                public SortedDictionary<string, Vault> Vaults = new() { ["open"] = new SmallVault() };

                public string AccessToken { get; set; } = "CANARY-property";

                [Sensitive]
                public string Comment { get; set; } = "CANARY-marked-property";

                public int Check() => _password.Length;
            }

            public sealed class Service
            {
                public static string Token;
                public static int PinCode;
                public static Vault Shared;
                public static string Open;
                [Sensitive]
                public static string Marked;
                [Sensitive]
                public const string Formula = "CANARY-constant";
                [Sensitive]
                public const int Factor = 918273645;
                public const string Motto = "VISIBLE-constant";
                private string _phrase = "VISIBLE-phrase";

                [Sensitive]
                public string Phrase
                {
                    get
                    {
                        return "CANARY-get" + _phrase.Length;
                    }
                    set
                    {
                        _phrase = "VISIBLE" + value.Length;
                    }
                }

                public int Login(string user, string password, [Sensitive] string phrase, int pin, [Sensitive] long level, Customer customer, Hidden hidden, Vault vault)
                {
                    var secret = password + phrase;
                    IConfidential letter = new Letter();
                    var settings = customer.Settings;
                    var length = secret.Length + settings.Count;
                    Func<int, int> add = n => n + phrase.Length + length;
                    length += add(1);
                    return length + user.Length + pin % 10 + (int)(level % 10);
                }

                public async Task<int> LoginAsync(string user, string accessToken, [Sensitive] string phrase, Vault vault)
                {
                    var otp = accessToken + phrase;
                    await Task.Yield();
                    Func<int> count = () => otp.Length + phrase.Length;
                    return count() + user.Length;
                }

                public IEnumerable<int> Letters([Sensitive] string phrase, string pwd)
                {
                    foreach (var letter in phrase + pwd)
                    {
                        yield return letter;
                    }
                }

                [return: Sensitive]
                public string Issue(string user)
                {
                    return "CANARY-return" + user;
                }

                public int Refuse(Exception error, string user)
                {
                    throw error;
                }

                public async Task<int> RefuseAsync(Exception error, string user)
                {
                    await Task.Yield();
                    throw error;
                }

                public Vault Open_()
                {
                    return new SmallVault();
                }

                public int Local(string user)
                {
                    return Inner("CANARY-local-function") + user.Length;

                    int Inner([Sensitive] string text)
                    {
                        return text.Length;
                    }
                }
            }

            public static class Run
            {
                public static int All()
                {
                    (Service.Token, Service.PinCode, Service.Shared) = ("CANARY-static", 918273645, new SmallVault());
                    (Service.Open, Service.Marked) = ("VISIBLE-static", "CANARY-marked-static");
                    var service = new Service();
                    var customer = new Customer();
                    var sum = service.Login("VISIBLE-user", "CANARY-argument", "CANARY-marked-argument", 918273645, 918273645L, customer, new Hidden(), new SmallVault());
                    sum += service.LoginAsync("VISIBLE-user", "CANARY-async", "CANARY-marked-async", new Vault()).GetAwaiter().GetResult();
                    sum += service.Letters("CANARY-iterator", "CANARY-iterator-2").Count();
                    service.Phrase = "CANARY-set";
                    sum += service.Phrase.Length + service.Issue("VISIBLE-user").Length + service.Local("VISIBLE-user");
                    sum += service.Open_() == null ? 0 : 1;
                    var errors = new Exception[]
                    {
                        new CardException("CANARY-marked-exception"),
                        new HiddenException("CANARY-listed-exception"),
                        new OrderException("CANARY-around-marked", "CANARY-around-details", new CardException("CANARY-marked-inner")),
                        new InvalidOperationException("CANARY-around-listed", new HiddenException("CANARY-listed-inner")),
                        new AggregateException("CANARY-several", new InvalidOperationException("VISIBLE-first"), new CardException("CANARY-marked-second")),
                        new OrderException("VISIBLE-error", "VISIBLE-details", new InvalidOperationException("VISIBLE-inner")),
                    };
                    foreach (var error in errors)
                    {
                        try
                        {
                            service.Refuse(error, "VISIBLE-user");
                        }
                        catch (Exception)
                        {
                            sum++;
                        }

                        try
                        {
                            service.RefuseAsync(error, "VISIBLE-user").GetAwaiter().GetResult();
                        }
                        catch (Exception)
                        {
                            sum++;
                        }
                    }

                    return sum + customer.Check() + customer.Primary.Length() + customer.Comment.Length + customer.AccessToken.Length;
                }
            }
        }
        """;
}
