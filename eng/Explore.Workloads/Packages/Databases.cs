using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Dapper;
using LiteDB;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Explore.Workloads.Packages;

internal static class Databases
{
    public static async Task Dapper()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await connection.ExecuteAsync("create table orders (id integer primary key, customer text, total real, note text)");
        using (var transaction = connection.BeginTransaction())
        {
            for (var i = 1; i <= 200; i++)
                await connection.ExecuteAsync("insert into orders values (@Id, @Customer, @Total, @Note)", new Order { Id = i, Customer = "c" + i % 7, Total = i * 1.25, Note = i % 5 == 0 ? null : "n" + i }, transaction);
            transaction.Commit();
        }

        foreach (var order in await connection.QueryAsync<Order>("select * from orders where total > @min and customer in @names order by id", new { min = 200.0, names = new[] { "c1", "c2" } }))
            Say.Line("order", order);
        foreach (var row in connection.Query("select customer, count(*) n, sum(total) s from orders group by customer order by customer"))
            Say.Line("group", $"{row.customer} {row.n} {row.s}");
        using (var many = await connection.QueryMultipleAsync("select count(*) from orders; select max(total) from orders; select id, customer from orders where id < 4"))
        {
            Say.Line("count", many.ReadSingle<long>());
            Say.Line("max", many.ReadSingle<double>());
            Say.Line("rows", many.Read<(long, string)>().Select(static r => r.ToString()));
        }

        var joined = connection.Query<Order, Order, string>("select a.*, b.* from orders a join orders b on b.id = a.id * 2 where a.id < 5", static (a, b) => a.Id + "->" + b.Id, splitOn: "id");
        Say.Line("joined", joined);
        await foreach (var order in connection.QueryUnbufferedAsync<Order>("select * from orders where id % 50 = 0"))
            Say.Line("stream", order);

        Say.Throws("sql", () => connection.Execute("select from"));
        Say.Throws("single", () => connection.QuerySingle<Order>("select * from orders"));
        using var command = connection.CreateCommand();
        connection.CreateFunction("triple", static (long x) => x * 3);
        command.CommandText = "select triple(id), upper(customer) from orders order by id limit 5";
        using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            Say.Line("reader", reader.GetInt64(0) + reader.GetString(1) + reader.GetFieldType(0));
    }

    public static async Task EntityFramework()
    {
        await using var keeper = new SqliteConnection("Data Source=:memory:");
        await keeper.OpenAsync();
        var options = new DbContextOptionsBuilder<Library>().UseSqlite(keeper).Options;
        await using (var library = new Library(options))
        {
            Console.WriteLine(library.Database.GenerateCreateScript());
            await library.Database.EnsureCreatedAsync();
            for (var i = 1; i <= 12; i++)
                library.Authors.Add(new Author { Name = "author " + i, Kind = (Kind)(i % 3), Address = new Address { City = "city" + i % 4, Zip = i }, Books = [.. Enumerable.Range(1, i % 5).Select(b => new Book { Title = $"book {i}.{b}", Pages = b * 100 + i, Tags = ["t" + b, "all"] })] });
            Say.Line("saved", await library.SaveChangesAsync());
        }

        await using (var library = new Library(options))
        {
            IQueryable<object>[] queries =
            [
                library.Books.Where(b => b.Pages > 200 && b.Author.Name.Contains('1')).OrderBy(b => b.Title).Select(b => new { b.Title, b.Author.Name }),
                library.Authors.GroupBy(a => a.Kind).Select(g => new { g.Key, Count = g.Count(), Most = g.Max(a => a.Books.Count) }).OrderBy(g => g.Key),
                library.Authors.Include(a => a.Books).Where(a => a.Books.Any(b => b.Pages == 101)).Select(a => a.Name + a.Address.City),
                library.Books.Where(b => b.Tags.Contains("t3")).Select(b => b.Title),
                from a in library.Authors join b in library.Books on a.Id equals b.AuthorId into books from b in books.DefaultIfEmpty() orderby a.Id, b.Id select new { a.Id, Title = b == null ? "-" : b.Title },
            ];
            foreach (var query in queries)
            {
                Console.WriteLine(query.ToQueryString());
                Say.Line("rows", await query.ToListAsync());
            }

            var first = await library.Authors.Include(a => a.Books).OrderBy(a => a.Id).FirstAsync();
            first.Name = "changed";
            first.Books.Clear();
            library.Authors.Remove(await library.Authors.FindAsync(2));
            Say.Line("tracked", library.ChangeTracker.DebugView.LongView);
            Say.Line("saved", await library.SaveChangesAsync());
            Say.Line("updated", await library.Books.Where(b => b.Pages < 150).ExecuteUpdateAsync(s => s.SetProperty(b => b.Pages, b => b.Pages + 1)));
            Say.Line("deleted", await library.Books.Where(b => b.Pages > 400).ExecuteDeleteAsync());
            await foreach (var book in library.Books.AsNoTracking().OrderByDescending(b => b.Pages).Take(3).AsAsyncEnumerable())
                Say.Line("book", book.Title + book.Pages);
            Say.Throws("translate", () => library.Books.Where(b => Odd(b)).ToList());
        }
    }

    public static void Lite()
    {
        using var database = new LiteDatabase(new MemoryStream());
        var orders = database.GetCollection<Order>("orders");
        orders.EnsureIndex(static o => o.Customer);
        orders.InsertBulk(Enumerable.Range(1, 150).Select(static i => new Order { Id = i, Customer = "c" + i % 6, Total = i * 0.5, Note = i % 4 == 0 ? null : "n" }));
        Say.Line("found", orders.Find(static o => o.Customer == "c3" && o.Total > 20).Select(static o => o.ToString()));
        Say.Line("query", orders.Query().Where(static o => o.Note == null).OrderByDescending(static o => o.Total).Select(static o => o.Id).Limit(8).ToList());
        Say.Line("plan", orders.Query().Where("$.Customer = 'c1'").GetPlan()["index"].ToString());
        using (var reader = database.Execute("select { c: @key, n: count(*), s: sum(*.Total) } from orders group by Customer"))
        {
            while (reader.Read())
                Say.Line("sql", reader.Current.ToString());
        }

        Say.Line("deleted", orders.DeleteMany(static o => o.Total < 10));
        database.BeginTrans();
        orders.Update(new Order { Id = 100, Customer = "changed", Total = -1 });
        database.Rollback();
        Say.Line("kept", orders.FindById(100));
        Say.Line("json", LiteDB.JsonSerializer.Serialize(BsonMapper.Global.ToDocument(orders.FindById(101)), true));
        Say.Throws("duplicate", () => orders.Insert(new Order { Id = 100 }));
        Say.Line("expression", BsonExpression.Create("$.a[@.b > 1].c").Execute(LiteDB.JsonSerializer.Deserialize("{a:[{b:1,c:2},{b:2,c:3}]}").AsDocument).Select(static v => v.ToString()));
    }

    private static bool Odd(Book book) => book.Pages % 2 == 1;

    public sealed class Order
    {
        public int Id { get; set; }
        public string Customer { get; set; }
        public double Total { get; set; }
        public string Note { get; set; }

        public override string ToString() => $"{Id} {Customer} {Total} {Note ?? "-"}";
    }

    public enum Kind
    {
        Plain,
        Known,
        Famous,
    }

    public sealed class Author
    {
        public int Id { get; set; }
        public string Name { get; set; }
        public Kind Kind { get; set; }
        public Address Address { get; set; }
        public List<Book> Books { get; set; } = [];
    }

    public sealed class Address
    {
        public string City { get; set; }
        public int Zip { get; set; }
    }

    public sealed class Book
    {
        public int Id { get; set; }
        public string Title { get; set; }
        public int Pages { get; set; }
        public List<string> Tags { get; set; } = [];
        public int AuthorId { get; set; }
        public Author Author { get; set; }
    }

    public sealed class Library(DbContextOptions<Library> options) : DbContext(options)
    {
        public DbSet<Author> Authors => Set<Author>();

        public DbSet<Book> Books => Set<Book>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Author>(static (EntityTypeBuilder<Author> a) =>
        {
            a.OwnsOne(x => x.Address);
            a.Property(x => x.Kind).HasConversion<string>();
            a.HasIndex(x => x.Name);
        });
    }
}
