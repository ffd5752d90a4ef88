using System.Collections.Generic;

namespace Shop.Orders;

/// <summary>What the shop sells, and for how much.</summary>
internal sealed class Catalogue
{
    private readonly Dictionary<string, decimal> _prices = new()
    {
        ["tea-pot"] = 24.50m,
        ["green-tea"] = 6.80m,
        ["oak-tray"] = 39.00m,
        ["moon-lamp"] = 89.00m,
    };

    public IEnumerable<string> Skus => _prices.Keys;

    public Order Price(int id, OrderRequest request)
    {
        var lines = new List<OrderLine>();
        foreach (var line in request.Lines)
            lines.Add(new OrderLine(line.Sku, line.Quantity, _prices[line.Sku]));

        return new Order(id, request.Customer, lines);
    }
}
