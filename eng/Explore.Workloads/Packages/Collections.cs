using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Threading;
using System.Threading.Tasks;
using LanguageExt;
using static LanguageExt.Prelude;

namespace Explore.Workloads.Packages;

internal static class Collections
{
    public static void Immutable()
    {
        var random = new Random(4);
        var list = ImmutableList<int>.Empty;
        var sorted = ImmutableSortedDictionary<string, int>.Empty;
        var dictionary = ImmutableDictionary<int, string>.Empty;
        var set = ImmutableSortedSet<int>.Empty;
        for (var i = 0; i < 3000; i++)
        {
            var value = random.Next(1000);
            list = list.Insert(random.Next(list.Count + 1), value);
            sorted = sorted.SetItem("k" + value, i);
            dictionary = i % 3 == 0 ? dictionary.Remove(value) : dictionary.SetItem(value, "v" + i);
            set = set.Add(value);
            if (i % 7 == 0 && list.Count > 3)
                list = list.RemoveAt(random.Next(list.Count));
        }

        Say.Line("list", list.Take(30));
        Say.Line("sorted list", list.Sort().Reverse().Skip(100).Take(20));
        Say.Line("search", list.Sort().BinarySearch(500) + " " + list.IndexOf(7) + " " + list.FindIndex(static x => x > 990));
        Say.Line("sorted", sorted.Where(static p => p.Value % 50 == 0).Select(static p => p.Key + p.Value));
        Say.Line("dictionary", dictionary.OrderBy(static p => p.Key).Take(20).Select(static p => p.Key + p.Value));
        Say.Line("set", set.Except([1, 2, 3]).Intersect(Enumerable.Range(0, 100)).Union([-1]).SymmetricExcept([5, 6]));
        var builder = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < 100; i++)
            builder.Add("x" + i);
        var array = builder.ToImmutable().Insert(3, "in").RemoveRange(10, 50).Replace("x5", "y");
        Say.Line("array", array);
        var queue = ImmutableQueue.CreateRange(Enumerable.Range(0, 10)).Dequeue().Enqueue(99);
        var stack = ImmutableStack.CreateRange(queue).Pop(out var top).Push(-5);
        Say.Line("queue", queue.Concat(stack).Append(top));
        var shared = ImmutableDictionary<int, int>.Empty;
        Parallel.For(0, 200, i => ImmutableInterlocked.AddOrUpdate(ref shared, i % 10, 1, static (_, n) => n + 1));
        Say.Line("shared", shared.OrderBy(static p => p.Key).Select(static p => p.Value));
        Say.Throws("duplicate", () => dictionary.Add(dictionary.Keys.Max(), "other"));
        Say.Throws("range", () => list.RemoveAt(-1));
    }

    public static void More()
    {
        var numbers = Enumerable.Range(1, 30).ToArray();
        Say.Line("batch", MoreLinq.MoreEnumerable.Batch(numbers, 7).Select(static b => b.Sum()));
        Say.Line("window", MoreLinq.MoreEnumerable.Window(numbers, 4).Select(static w => w[0] * w[3]));
        Say.Line("scan", MoreLinq.MoreEnumerable.Scan(numbers, static (a, b) => a ^ b));
        Say.Line("permutations", MoreLinq.MoreEnumerable.Permutations("abcd".ToCharArray()).Select(static p => new string([.. p])));
        Say.Line("subsets", MoreLinq.MoreEnumerable.Subsets([1, 2, 3, 4]).Select(static s => string.Join("", s)));
        Say.Line("segment", MoreLinq.MoreEnumerable.Segment(numbers, static n => n % 8 == 0).Select(static s => s.Count()));
        Say.Line("lag", MoreLinq.MoreEnumerable.Lag(numbers, 2, static (a, b) => a - b));
        Say.Line("zip", MoreLinq.MoreEnumerable.ZipLongest(numbers.Take(3), "abcde", static (a, b) => a + ":" + b));
        Say.Line("join", MoreLinq.MoreEnumerable.FullJoin([1, 2, 3], [2, 3, 4], static x => x, static a => a + "-", static b => "-" + b, static (a, b) => a + "=" + b));
        Say.Line("runs", MoreLinq.MoreEnumerable.RunLengthEncode("aaabccd").Select(static p => p.Key + "" + p.Value));
        Say.Line("rank", MoreLinq.MoreEnumerable.Rank([5, 1, 3, 3]));
        Say.Line("interleave", MoreLinq.MoreEnumerable.Interleave([1, 2, 3], [10, 20], [100]));
        Say.Line("tree", MoreLinq.MoreEnumerable.TraverseBreadthFirst(1, static n => n < 20 ? [n * 2, n * 2 + 1] : []));
        Say.Line("groups", MoreLinq.MoreEnumerable.GroupAdjacent(numbers, static n => n / 7).Select(static g => g.Key + ":" + g.Count()));
        Say.Line("partial sort", MoreLinq.MoreEnumerable.PartialSort(numbers.Select(static n => n * 17 % 31), 5));
        Say.Line("transpose", MoreLinq.MoreEnumerable.Transpose([[1, 2, 3], [4, 5], [6]]).Select(static r => string.Join('/', r)));
        Say.Line("shuffle", MoreLinq.MoreEnumerable.Shuffle(numbers, new Random(2)));
        Say.Line("csv", MoreLinq.MoreEnumerable.ToDelimitedString(MoreLinq.MoreEnumerable.Pairwise(numbers, static (a, b) => b * a), "|"));
        Say.Throws("single", () => MoreLinq.MoreEnumerable.AssertCount(numbers, 3).Sum());
    }

    public static async Task Functional()
    {
        Say.Line("option", Some(4).Map(static x => x * 2).Bind(static x => x > 5 ? Some(x) : None).Match(static x => "some " + x, static () => "none"));
        Say.Line("either", Divide(7, 0).Match(static r => "right " + r, static l => "left " + l) + Divide(7, 2).Map(static x => x + 1));
        var seq = toSeq(Enumerable.Range(0, 500)).Filter(static x => x % 3 == 0).Map(static x => x * x);
        Say.Line("seq", seq.Take(10).Fold("", static (a, b) => a + b + ";"));
        Say.Line("lst", List(3, 1, 2).Add(5).Insert(1, 9).Rev());
        var map = toMap(Enumerable.Range(0, 50).Select(static i => (i * 7 % 50, "v" + i)));
        Say.Line("map", map.SetItem(3, "three").Remove(4).Filter(static v => v.Length == 2).AsEnumerable().Select(static p => p.ToString()));
        var hash = toHashMap(Enumerable.Range(0, 300).Select(static i => (i, i * 2))).AddOrUpdate(5, 99).RemoveRange(Enumerable.Range(10, 280));
        Say.Line("hash", hash.AsEnumerable().OrderBy(static p => p.Item1).Select(static p => p.ToString()));
        var query = from a in Some(1) from b in Some(2) let c = a + b where c > 2 select a + "+" + b + "=" + c;
        Say.Line("query", query.IfNone("nothing"));
        var attempt = Try(static () => int.Parse("x")).Match(static x => "ok " + x, static e => e.GetType().Name + e.Message);
        Say.Line("try", attempt);
        var validation = (Positive(1), Positive(-2), Positive(-3)).Apply(static (a, b, c) => a + b + c);
        Say.Line("validation", validation.Match(static v => v.ToString(), static errors => string.Join(", ", errors)));
        Say.Line("async", await SomeAsync(3).Map(static x => x + 1).MapAsync(static async x => { await Task.Yield(); return x * 10; }).IfNone(-1));
        Say.Line("tryasync", await TryAsync(static async () => { await Task.Yield(); return 1 / int.Parse("0"); }).Match(static x => "ok", static e => e.Message));
        Say.Line("memo", memo(static (int x) => x * x)(12));
        Say.Line("compose", compose(static (int x) => x + 1, static (int x) => "<" + x + ">")(4));
        Say.Line("set", toSet(Enumerable.Range(0, 20)).Except(Set(1, 2, 3)).Intersect(toSet(Enumerable.Range(0, 9))));
        Say.Line("que", LanguageExt.Prelude.Queue(1, 2, 3).Enqueue(4).Dequeue());
        var cell = Atom(1);
        cell.Swap(static x => x + 41);
        Say.Line("atom", cell.Value);
    }

    public static async Task Reactive()
    {
        var clock = new HistoricalScheduler(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        void See<T>(string name, IObservable<T> source) => source.Subscribe(
            x => Console.WriteLine($"{clock.Now:mm:ss.fff} {name} {x}"), e => Console.WriteLine($"{clock.Now:mm:ss.fff} {name} error {e.Message}"), () => Console.WriteLine($"{clock.Now:mm:ss.fff} {name} end"));
        var ticks = Observable.Interval(TimeSpan.FromMilliseconds(100), clock).Take(25).Publish().RefCount();
        See("buffer", ticks.Buffer(TimeSpan.FromMilliseconds(450), clock).Select(static b => string.Join(',', b)));
        See("window", ticks.Window(5).SelectMany(static w => w.Sum()));
        See("sample", ticks.Sample(TimeSpan.FromMilliseconds(330), clock));
        See("throttle", ticks.Where(static t => t % 6 < 2).Throttle(TimeSpan.FromMilliseconds(150), clock));
        See("zip", ticks.Zip(ticks.Skip(3), static (a, b) => a * b).Take(5));
        See("latest", ticks.CombineLatest(Observable.Interval(TimeSpan.FromMilliseconds(270), clock), static (a, b) => a + "/" + b).Take(12));
        See("group", ticks.GroupBy(static t => t % 3).SelectMany(static g => g.Scan((a, b) => a + b).Select(s => g.Key + ":" + s)));
        See("switch", ticks.Select(t => Observable.Timer(TimeSpan.FromMilliseconds(t % 4 == 0 ? 50 : 150), clock).Select(_ => t)).Switch());
        See("retry", Observable.Defer(Failing()).Retry(4));
        See("timeout", Observable.Never<int>().Timeout(TimeSpan.FromSeconds(1), clock));
        See("amb", ticks.Delay(TimeSpan.FromMilliseconds(20), clock).Amb(ticks).Take(2));
        See("materialize", ticks.Take(2).Concat(Observable.Throw<long>(new InvalidOperationException("x"))).Materialize());
        See("generate", Observable.Generate(1, static x => x < 50, static x => x * 3, static x => x, x => TimeSpan.FromMilliseconds(x), clock));
        clock.AdvanceBy(TimeSpan.FromSeconds(5));
        var subject = new ReplaySubject<int>(3);
        for (var i = 0; i < 6; i++)
            subject.OnNext(i);
        subject.OnCompleted();
        Say.Line("replay", await subject.ToList());
        Say.Line("aggregate", await Observable.Range(1, 50).Where(static x => x % 7 == 0).Aggregate(0, static (a, b) => a + b));
        Say.Line("async", await Observable.Range(1, 5).Select(static x => Observable.FromAsync(async () => { await Task.Yield(); return x * x; })).Concat().ToList());
        Say.Line("enumerable", Observable.Range(0, 5).ToEnumerable().Reverse());
        try
        {
            await Observable.Throw<int>(new ArgumentException("bad"));
        }
        catch (ArgumentException e)
        {
            Say.Line("thrown", e.Message);
        }
    }

    public static async Task AsyncSequences()
    {
        var source = Numbers(20);
        Say.Line("buffer", await AsyncEnumerableEx.Buffer(source, 6).Select(static b => b.Sum()).ToListAsync());
        Say.Line("scan", await AsyncEnumerableEx.Scan(source, static (a, b) => a + b).ToListAsync());
        Say.Line("merge", (await AsyncEnumerableEx.Merge(Numbers(4), Numbers(3)).ToListAsync()).Order());
        Say.Line("distinct", await AsyncEnumerableEx.DistinctUntilChanged(source.Select(static x => x / 4)).ToListAsync());
        Say.Line("expand", await AsyncEnumerableEx.Expand(Numbers(2).Select(static x => x + 1), static x => x < 20 ? Numbers(2).Select(y => x * 2 + y) : AsyncEnumerable.Empty<int>()).Take(25).ToListAsync());
        Say.Line("catch", await AsyncEnumerableEx.Catch<int, InvalidOperationException>(Failing(3), static e => Numbers(2)).ToListAsync());
        Say.Line("retry", await AsyncEnumerableEx.Finally(AsyncEnumerableEx.OnErrorResumeNext(Failing(2), Numbers(2)), static () => Console.WriteLine("finally")).ToListAsync());
        Say.Line("repeat", await AsyncEnumerableEx.Repeat(Numbers(2), 3).ToListAsync());
        Say.Line("minmax", await AsyncEnumerableEx.MinByWithTiesAsync(source, static x => x % 5));
        Say.Line("do", await AsyncEnumerableEx.IgnoreElements(AsyncEnumerableEx.Do(Numbers(3), static x => Console.WriteLine("do " + x))).CountAsync());
        Say.Line("generate", await AsyncEnumerableEx.Generate(1, static x => x < 100, static x => x * 3, static x => x + 1).ToListAsync());
        Say.Line("timeout", await AsyncEnumerableEx.Timeout(Numbers(3), TimeSpan.FromMinutes(1)).ToListAsync());
        await using var replay = AsyncEnumerable.Zip(Numbers(3), Numbers(4)).GetAsyncEnumerator();
        while (await replay.MoveNextAsync())
            Say.Line("zip", replay.Current.ToString());
        using var cancel = new CancellationTokenSource();
        try
        {
            await foreach (var x in Numbers(100).WithCancellation(cancel.Token))
            {
                if (x == 5)
                    cancel.Cancel();
            }
        }
        catch (OperationCanceledException e)
        {
            Say.Line("cancelled", e.Message);
        }

        Say.Line("disposed", s_disposed);
    }

    private static int s_disposed;

    private static Func<IObservable<int>> Failing()
    {
        var count = 0;
        return () => ++count < 3 ? Observable.Throw<int>(new InvalidOperationException("try " + count)) : Observable.Return(count);
    }

    private static async IAsyncEnumerable<int> Numbers(int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                yield return i;
            }
        }
        finally
        {
            Interlocked.Increment(ref s_disposed);
        }
    }

    private static async IAsyncEnumerable<int> Failing(int after)
    {
        for (var i = 0; i < after; i++)
        {
            await Task.Yield();
            yield return i;
        }

        throw new InvalidOperationException("after " + after);
    }

    private static Either<string, int> Divide(int a, int b) => b == 0 ? Left("by zero") : Right(a / b);

    private static Validation<string, int> Positive(int x) => x > 0 ? Success<string, int>(x) : Fail<string, int>("not positive " + x);
}
