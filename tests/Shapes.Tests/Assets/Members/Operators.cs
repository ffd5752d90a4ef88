// shape: Operators and conversions, checked and compound ones too
// rows: 102
// probe: Money::op_Addition
//   entry
//     a: Money { Cents: Int32 5 }
//     b: Money { Cents: Int32 7 }
//   return
//     a: Money { Cents: Int32 5 }
//     b: Money { Cents: Int32 7 }
//     @return: Money { Cents: Int32 12 }
// probe: Money::op_Implicit
//   entry
//     cents: Int32 7
//   return
//     cents: Int32 7
//     @return: Money { Cents: Int32 7 }
// probe: Money::op_Explicit
//   entry
//     money: Money { Cents: Int32 13 }
//   return
//     money: Money { Cents: Int32 13 }
//     @return: Int32 13
// probe: Money::op_CheckedUnaryNegation
//   entry
//     a: Money { Cents: Int32 13 }
//   return
//     a: Money { Cents: Int32 13 }
//     @return: Money { Cents: Int32 -13 }
// probe: Money::op_AdditionAssignment
//   entry
//     this: Money { Cents: Int32 12 }
//     more: Int32 1
//   return
//     this: Money { Cents: Int32 13 }
//     more: Int32 1

namespace Shapes.Operators;

public struct Money(int cents)
{
    public int Cents = cents;

    public static Money operator +(Money a, Money b) => new(a.Cents + b.Cents);

    public static Money operator checked -(Money a) => new(checked(-a.Cents));

    public static Money operator -(Money a) => new(-a.Cents);

    public void operator +=(int more) => Cents += more;

    public static implicit operator Money(int cents) => new(cents);

    public static explicit operator int(Money money) => money.Cents;
}

public static class Asset
{
    public static string Run()
    {
        Money sum = new Money(5) + 7;
        sum += 1;
        return (int)sum + "," + checked(-sum).Cents;
    }
}
