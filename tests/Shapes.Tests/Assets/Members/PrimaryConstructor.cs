// shape: Primary constructor whose parameters are used in methods
// probe: Account::Deposit
//   entry
//     this: Account { balance: Int32 10, Owner: String "Ada" }
//     amount: Int32 5
//   return
//     this: Account { balance: Int32 15, Owner: String "Ada" }
//     amount: Int32 5
//     @return: Int32 15
// probe: Account::.ctor
//   entry
//     this: Account { balance: Int32 10, Owner: String "Ada" }
//     owner: String "Ada"
//     balance: Int32 10
//   return
//     this: Account { balance: Int32 10, Owner: String "Ada" }
//     owner: String "Ada"
//     balance: Int32 10

namespace Shapes.PrimaryConstructor;

public class Account(string owner, int balance)
{
    public string Owner { get; } = owner;

    public int Deposit(int amount)
    {
        balance += amount;
        return balance;
    }
}

public static class Asset
{
    public static string Run()
    {
        var account = new Account("Ada", 10);
        return account.Owner + account.Deposit(5);
    }
}
