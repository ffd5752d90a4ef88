using System.Collections.Generic;

namespace Shop.Orders;

/// <summary>What a customer sends.</summary>
internal sealed record OrderRequest(string Customer, string CreditCard, List<OrderRequestLine> Lines);

internal sealed record OrderRequestLine(string Sku, int Quantity);

/// <summary>An order with its prices filled in.</summary>
internal sealed record Order(int Id, string Customer, List<OrderLine> Lines);

internal sealed record OrderLine(string Sku, int Quantity, decimal UnitPrice);

/// <summary>What a customer gets back.</summary>
internal sealed record Receipt(int OrderId, decimal Total);
