using Shop.Orders;

namespace Shop.Pricing;

/// <summary>Adds up an order: ten of a kind are cheaper, large orders travel for free.</summary>
internal sealed class PriceCalculator
{
    private readonly decimal _quantityDiscount = 0.10m;
    private readonly decimal _freeShippingFrom = 100m;
    private readonly decimal _shippingFee = 4.90m;

    public decimal Total(Order order)
    {
        decimal total = 0m;
        decimal saved = 0m;
        foreach (var line in order.Lines)
        {
            decimal price = line.Quantity * line.UnitPrice;
            decimal discount = line.Quantity >= 10 ? price * _quantityDiscount : 0m;
            saved += discount;
            total += price - discount;
        }

        // A discount does not cost anybody the free shipping.
        return total + saved < _freeShippingFrom ? total + _shippingFee : total;
    }
}
