using System;

namespace Shop.Orders;

internal sealed class OutOfStockException(string sku, int wanted, int available)
    : Exception($"Out of stock: {wanted} of '{sku}' wanted, {available} left.");
