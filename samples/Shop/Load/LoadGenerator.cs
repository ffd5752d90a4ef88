using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading;
using System.Threading.Tasks;
using Shop.Orders;

namespace Shop.Load;

/// <summary>Customers: each sends an order over loopback HTTP, reads it back, thinks a moment, and sends the next.</summary>
/// <remarks>Order n is the same in every run. Counters may be read from any thread.</remarks>
internal sealed class LoadGenerator : IDisposable
{
    private static readonly TimeSpan s_thinkTime = TimeSpan.FromMilliseconds(10);
    private static readonly string[] s_customers = ["Ada", "Grace", "Edsger", "Barbara"];

    private readonly HttpClient _client;
    private int _next;
    private int _served;
    private int _placed;
    private int _refused;

    public LoadGenerator(Uri address) => _client = new HttpClient { BaseAddress = address };

    public int Served => Volatile.Read(ref _served);

    public int Placed => Volatile.Read(ref _placed);

    public int Refused => Volatile.Read(ref _refused);

    public Task RunAsync(int customers, CancellationToken stop)
    {
        var tasks = new List<Task>();
        for (int i = 0; i < customers; i++)
            tasks.Add(BuyAsync(stop));

        return Task.WhenAll(tasks);
    }

    public void Dispose() => _client.Dispose();

    private async Task BuyAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await OrderAsync(SomeOrder(Interlocked.Increment(ref _next)), stop);
                await Task.Delay(s_thinkTime, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task OrderAsync(OrderRequest request, CancellationToken stop)
    {
        using var response = await _client.PostAsJsonAsync("/orders", request, OrderJson.Default.OrderRequest, stop);
        Interlocked.Increment(ref _served);
        if (response.StatusCode == HttpStatusCode.Conflict)
        {
            Interlocked.Increment(ref _refused);
            return;
        }

        response.EnsureSuccessStatusCode();
        Interlocked.Increment(ref _placed);
        using var order = await _client.GetAsync(response.Headers.Location, stop);
        order.EnsureSuccessStatusCode();
        Interlocked.Increment(ref _served);
    }

    private static OrderRequest SomeOrder(int n)
    {
        var lines = new List<OrderRequestLine> { new("green-tea", 1 + n % 12) };
        if (n % 2 == 0)
            lines.Add(new OrderRequestLine("tea-pot", 1));
        if (n % 3 == 0)
            lines.Add(new OrderRequestLine("oak-tray", 1 + n % 4));
        if (n % 7 == 0)
            lines.Add(new OrderRequestLine("moon-lamp", 1));

        return new OrderRequest(s_customers[n % s_customers.Length], "4111-1111-1111-1111", lines);
    }
}
