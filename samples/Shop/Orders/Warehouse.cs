using System.Collections.Generic;
using Weaver;

namespace Shop.Orders;

/// <summary>What is on the shelves. There are only a few moon lamps, and no more are coming.</summary>
/// <remarks>Any thread may call.</remarks>
internal sealed class Warehouse
{
    private readonly Dictionary<string, int> _stock = [];

    public Warehouse(Catalogue catalogue)
    {
        foreach (var sku in catalogue.Skus)
            _stock[sku] = 1_000_000;

        _stock["moon-lamp"] = 5;
    }

    /// <summary>Takes every line of the order off the shelves, or nothing.</summary>
    /// <exception cref="OutOfStockException">A line wants more than there is.</exception>
    public void Take(Order order)
    {
        lock (_stock)
        {
            foreach (var line in order.Lines)
                Require(line);
            foreach (var line in order.Lines)
                _stock[line.Sku] -= line.Quantity;
        }
    }

    // Small enough to be left to the inliner, were it not marked.
    [Probeable]
    private void Require(OrderLine line)
    {
        int available = _stock[line.Sku];
        if (available < line.Quantity)
            throw new OutOfStockException(line.Sku, line.Quantity, available);
    }
}
