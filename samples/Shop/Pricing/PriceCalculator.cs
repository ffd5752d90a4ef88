using Shop.Orders;

namespace Shop.Pricing;

/// <summary>Adds up an order.</summary>
internal sealed class PriceCalculator
{
    private readonly decimal _freeShippingFrom = 100m;
    private readonly decimal _shippingFee = 4.90m;

    public decimal Total(Order order)
    {
        decimal total = 0m;
        int units = 0;
        foreach (var line in order.Lines)
        {
            decimal discount = line.Quantity >= 10 ? 0.10m : 0m;
            decimal lineTotal = line.Quantity * line.UnitPrice * (1m - discount);
            units += line.Quantity;
            total += lineTotal;
        }

        if (units > 0 && total < _freeShippingFrom)
            total += _shippingFee;

        return total;
    }
}
