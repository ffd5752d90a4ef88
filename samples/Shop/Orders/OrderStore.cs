using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;

namespace Shop.Orders;

/// <summary>The orders of one run, in an SQLite file of its own that goes when the shop closes.</summary>
/// <remarks>Any thread may call.</remarks>
internal sealed class OrderStore : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"shop-{Guid.NewGuid():N}.db");
    private readonly string _connectionString;

    public OrderStore()
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _path }.ToString();
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        // Nothing here has to outlive the run, so no write waits for the disk.
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = OFF;
            CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, lines INTEGER NOT NULL, total TEXT NOT NULL);
            """;
        command.ExecuteNonQuery();
    }

    public async Task SaveAsync(Order order, decimal total)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO orders (id, customer, lines, total) VALUES ($id, $customer, $lines, $total)";
        command.Parameters.AddWithValue("$id", order.Id);
        command.Parameters.AddWithValue("$customer", order.Customer);
        command.Parameters.AddWithValue("$lines", order.Lines.Count);
        command.Parameters.AddWithValue("$total", total.ToString(CultureInfo.InvariantCulture));
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The receipt of a stored order, or null when there is none of that number.</summary>
    public async Task<Receipt?> FindAsync(int orderId)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT total FROM orders WHERE id = $id";
        command.Parameters.AddWithValue("$id", orderId);
        var total = await command.ExecuteScalarAsync();
        return total is null ? null : new Receipt(orderId, decimal.Parse((string)total, CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(_path + suffix);
    }
}
