using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Shop.Orders;

/// <summary><c>POST /orders</c> and <c>GET /orders/{id}</c>.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        app.MapPost("/orders", PlaceAsync);
        app.MapGet("/orders/{id:int}", FindAsync);
    }

    private static async Task<IResult> PlaceAsync(OrderRequest request, OrderService orders)
    {
        try
        {
            var receipt = await orders.PlaceAsync(request);
            return Results.Created($"/orders/{receipt.OrderId}", receipt);
        }
        catch (OutOfStockException e)
        {
            return Results.Conflict(e.Message);
        }
    }

    private static async Task<IResult> FindAsync(int id, OrderStore store)
        => await store.FindAsync(id) is { } receipt ? Results.Ok(receipt) : Results.NotFound();
}
