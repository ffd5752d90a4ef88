using System.Threading;
using System.Threading.Tasks;
using Shop.Pricing;

namespace Shop.Orders;

/// <summary>Takes orders: fills in prices, takes the goods off the shelves, adds up, stores.</summary>
internal sealed class OrderService(Catalogue catalogue, Warehouse warehouse, PriceCalculator prices, OrderStore store)
{
    private int _lastOrderId;

    public async Task<Receipt> PlaceAsync(OrderRequest request)
    {
        int id = Interlocked.Increment(ref _lastOrderId);
        var order = catalogue.Price(id, request);
        warehouse.Take(order);
        decimal total = prices.Total(order);
        await store.SaveAsync(order, total);
        return new Receipt(id, total);
    }
}
