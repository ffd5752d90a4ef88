using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Autofac;
using FluentValidation;
using Mapster;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;
using Stateless;
using Stateless.Graph;

namespace Explore.Workloads.Packages;

internal static class Services
{
    public static async Task Autofac()
    {
        var builder = new ContainerBuilder();
        builder.RegisterType<Clock>().As<IClock>().SingleInstance();
        builder.RegisterType<Worker>().AsSelf().InstancePerLifetimeScope().OnActivated(static e => Console.WriteLine("activated " + e.Instance.Name)).WithParameter("name", "w");
        builder.RegisterGeneric(typeof(Store<>)).As(typeof(IStore<>));
        builder.RegisterDecorator<LoudClock, IClock>();
        builder.RegisterType<Small>().Keyed<IShape>("small").WithMetadata("size", 1);
        builder.RegisterType<Large>().Keyed<IShape>("large").As<IShape>();
        builder.Register(static (IComponentContext c, IEnumerable<Autofac.Core.Parameter> p) => "text " + c.Resolve<IClock>().Now);
        await using (var container = builder.Build())
        {
            for (var i = 0; i < 20; i++)
            {
                await using var scope = container.BeginLifetimeScope("s" + i, b => b.RegisterInstance(new Extra(i)));
                var worker = scope.Resolve<Worker>();
                Say.Line("same", ReferenceEquals(worker, scope.Resolve<Worker>()) + worker.Describe() + scope.Resolve<Extra>().Number);
                Say.Line("store", scope.Resolve<IStore<int>>().Name + scope.Resolve<IStore<List<string>>>().Name);
                Say.Line("keyed", scope.ResolveKeyed<IShape>("small").GetType().Name + scope.Resolve<IEnumerable<IShape>>().Count());
                Say.Line("lazy", scope.Resolve<Lazy<IClock>>().Value.Now + scope.Resolve<Func<string, Worker>>()("given").Name + scope.Resolve<string>());
                Say.Line("owned", scope.Resolve<global::Autofac.Features.OwnedInstances.Owned<Worker>>().Value.Name);
            }

            try
            {
                container.Resolve<Missing>();
            }
            catch (Exception e)
            {
                Say.Line("missing", e.GetType().Name + e.Message);
            }
        }
    }

    public static void Map()
    {
        var config = new TypeAdapterConfig();
        config.NewConfig<Source, Target>().Map(static d => d.Full, static s => s.First + " " + s.Last).Map(static d => d.Count, static s => s.Items.Count).Ignore(static d => d.Secret).AfterMapping(static (s, d) => d.Note += "!");
        for (var i = 0; i < 60; i++)
        {
            var source = new Source { First = "f" + i, Last = "l" + i, Items = [.. Enumerable.Range(0, i % 4).Select(static n => new Item { Name = "n" + n, Value = n })], Note = "note", Day = new DateTime(2020, 1, 1).AddDays(i), Inner = new Item { Name = "in", Value = i } };
            var target = source.Adapt<Target>(config);
            Say.Line("target", $"{target.Full} {target.Count} {target.Note} {target.Secret ?? "-"} {target.InnerName} {target.Day:d} {string.Join('/', target.Items.Select(static x => x.Name + x.Value))}");
        }

        Say.Line("into", new Item { Name = "new", Value = 2 }.Adapt(new ItemDto { Name = "old", Value = "x" }, config).Value);
        Say.Line("dictionary", new Item { Name = "d", Value = 3 }.Adapt<Dictionary<string, object>>().OrderBy(static p => p.Key).Select(static p => p.Key + "=" + p.Value));
        Say.Line("list", new[] { 1, 2, 3 }.Adapt<List<string>>());
        Say.Line("query", new[] { new Item { Name = "q", Value = 9 } }.AsQueryable().ProjectToType<ItemDto>(config).Single().Value);
        Say.Throws("cannot", () => "x".Adapt<int>());
    }

    public static async Task Validate()
    {
        var validator = new SourceValidator();
        for (var i = 0; i < 30; i++)
        {
            var source = new Source { First = i % 2 == 0 ? "" : new string('x', i), Last = i % 3 == 0 ? null : "l@x", Note = i % 5 == 0 ? "bad" : "good", Items = [.. Enumerable.Range(0, i % 4).Select(static n => new Item { Name = n == 1 ? null : "n", Value = n - 1 })] };
            var result = await validator.ValidateAsync(source);
            Say.Line("valid", result.IsValid);
            foreach (var error in result.Errors)
                Say.Line(error.PropertyName, $"{error.ErrorCode} {error.Severity} {error.ErrorMessage}");
        }

        Say.Line("only", (await validator.ValidateAsync(new Source(), static o => o.IncludeProperties("Last"))).ToString("|"));
        Say.Line("set", (await validator.ValidateAsync(new Source { First = "a" }, static o => o.IncludeRuleSets("strict"))).ToString("|"));
        Say.Line("throws", (await CatchAsync(async () => await validator.ValidateAndThrowAsync(new Source()))).Message);
    }

    public static async Task Polly()
    {
        var time = new StillTime();
        var pipeline = new ResiliencePipelineBuilder<int> { TimeProvider = time }
            .AddFallback(new() { ShouldHandle = static a => new(a.Outcome.Exception is TimeoutRejectedException), FallbackAction = static _ => Outcome.FromResultAsValueTask(-1) })
            .AddRetry(new RetryStrategyOptions<int> { MaxRetryAttempts = 3, Delay = TimeSpan.Zero, ShouldHandle = new PredicateBuilder<int>().Handle<InvalidOperationException>().HandleResult(static r => r < 0), OnRetry = static a => { Console.WriteLine($"retry {a.AttemptNumber} {a.Outcome.Exception?.Message} {a.Outcome.Result}"); return default; } })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<int> { FailureRatio = 0.5, MinimumThroughput = 8, SamplingDuration = TimeSpan.FromMinutes(1), BreakDuration = TimeSpan.FromMinutes(1), ShouldHandle = new PredicateBuilder<int>().Handle<InvalidOperationException>(), OnOpened = static _ => { Console.WriteLine("opened"); return default; } })
            .AddTimeout(TimeSpan.FromMinutes(10))
            .Build();
        for (var i = 0; i < 15; i++)
        {
            var calls = 0;
            try
            {
                var result = await pipeline.ExecuteAsync(async token =>
                {
                    await Task.Yield();
                    calls++;
                    return i % 4 == 1 ? throw new InvalidOperationException("fail " + i) : i % 4 == 2 && calls < 3 ? -calls : i * 10;
                });
                Say.Line("result", result + " after " + calls);
            }
            catch (Exception e)
            {
                Say.Line("thrown", e.GetType().Name + " " + e.Message + " after " + calls);
            }
        }

        var plain = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.Zero, BackoffType = DelayBackoffType.Exponential }).AddConcurrencyLimiterLike().Build();
        for (var i = 0; i < 20; i++)
        {
            var n = 0;
            Say.Line("sync", plain.Execute(() => n++ < i % 3 ? throw new IOException("x") : n));
        }

        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Say.Line("cancelled", (await CatchAsync(async () => await plain.ExecuteAsync(static async t => await Task.Delay(1, t), cancel.Token))).GetType().Name);
        var outcome = await plain.ExecuteOutcomeAsync(static (c, s) => Outcome.FromResultAsValueTask(s * 2), ResilienceContextPool.Shared.Get("key"), 21);
        Say.Line("outcome", outcome.Result);
    }

    public static void Log()
    {
        var text = new StringWriter();
        var level = new LoggingLevelSwitch(LogEventLevel.Debug);
        var sink = new TextSink(text);
        using (var logger = new LoggerConfiguration().MinimumLevel.ControlledBy(level).MinimumLevel.Override("Quiet", LogEventLevel.Error)
            .Enrich.FromLogContext().Enrich.WithProperty("app", "x").Destructure.ByTransforming<Item>(static i => new { i.Name }).Filter.ByExcluding(static e => e.Level == LogEventLevel.Warning)
            .WriteTo.Sink(sink).WriteTo.Logger(l => l.MinimumLevel.Error().WriteTo.Sink(sink)).CreateLogger())
        {
            for (var i = 0; i < 40; i++)
            {
                using var scope = Serilog.Context.LogContext.PushProperty("scope", i);
                logger.Information("Order {Id} of {@Item} in {Elapsed:0.000} ms {Missing}", i, new Item { Name = "n" + i, Value = i }, i * 1.5);
                logger.Debug("List {List} {$Type} {Pair}", new[] { 1, 2, i }, typeof(int), new KeyValuePair<string, int>("k", i));
                logger.Warning("never");
                logger.ForContext("SourceContext", "Quiet").Information("never");
                if (i % 10 == 0)
                    logger.Error(new InvalidOperationException("bad " + i), "Failed {Step}", "s" + i);
            }

            level.MinimumLevel = LogEventLevel.Fatal;
            logger.Error("never");
        }

        Console.WriteLine(text.ToString());
    }

    public static async Task States()
    {
        var machine = new StateMachine<string, int>("idle");
        var dial = machine.SetTriggerParameters<string>(2);
        machine.Configure("idle").Permit(1, "on").Ignore(9).OnExit(static t => Console.WriteLine("leaves " + t.Source));
        machine.Configure("on").PermitIf(2, "busy", static () => true, "always").PermitIf(3, "idle", static () => false, "never").OnEntryAsync(static async () => { await Task.Yield(); Console.WriteLine("on"); });
        machine.Configure("busy").SubstateOf("on").OnEntryFrom(dial, static number => Console.WriteLine("dials " + number)).Permit(4, "idle").PermitReentry(5).InternalTransition(6, static t => Console.WriteLine("inside " + t.Trigger)).PermitDynamic(7, static () => "on");
        machine.OnTransitioned(static t => Console.WriteLine($"{t.Source}-{t.Trigger}->{t.Destination}"));
        machine.OnUnhandledTrigger(static (s, t) => Console.WriteLine($"{s} has no {t}"));
        for (var i = 0; i < 25; i++)
        {
            foreach (var trigger in (int[])[1, 3, 5, 7, 2, 6, 5, 4, 9])
            {
                if (trigger == 2)
                    await machine.FireAsync(dial, "n" + i);
                else
                    await machine.FireAsync(trigger);
                Say.Line("state", machine.State + machine.IsInState("on") + string.Join(',', (await machine.GetPermittedTriggersAsync()).Order()));
            }
        }

        Console.WriteLine(UmlDotGraph.Format(machine.GetInfo()));
    }

    private static ResiliencePipelineBuilder AddConcurrencyLimiterLike(this ResiliencePipelineBuilder builder) => builder.AddTimeout(TimeSpan.FromMinutes(5));

    private static async Task<Exception> CatchAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private sealed class StillTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long GetTimestamp() => 0;
    }

    private sealed class TextSink(TextWriter writer) : ILogEventSink
    {
        private readonly JsonFormatter _json = new();

        public void Emit(LogEvent logEvent)
        {
            writer.WriteLine(logEvent.Level + " " + logEvent.RenderMessage());
            _json.Format(new LogEvent(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), logEvent.Level, logEvent.Exception, logEvent.MessageTemplate, [.. logEvent.Properties.OrderBy(static p => p.Key).Select(static p => new LogEventProperty(p.Key, p.Value))]), writer);
        }
    }

    public interface IClock
    {
        string Now { get; }
    }

    public sealed class Clock : IClock
    {
        public string Now => "now";
    }

    public sealed class LoudClock(IClock inner) : IClock
    {
        public string Now => inner.Now + "!";
    }

    public sealed class Worker(IClock clock, string name) : IAsyncDisposable
    {
        public string Name => name;

        public string Describe() => name + clock.Now;

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            Console.WriteLine("disposed " + name);
        }
    }

    public interface IStore<T>
    {
        string Name { get; }
    }

    public sealed class Store<T> : IStore<T>
    {
        public string Name => typeof(T).Name;
    }

    public interface IShape;

    public sealed class Small : IShape;

    public sealed class Large : IShape;

    public sealed record Extra(int Number);

    public sealed class Missing(IDisposable nothing)
    {
        public IDisposable Nothing => nothing;
    }

    public sealed class Item
    {
        public string Name { get; set; }
        public int Value { get; set; }
    }

    public sealed class ItemDto
    {
        public string Name { get; set; }
        public string Value { get; set; }
    }

    public sealed class Source
    {
        public string First { get; set; }
        public string Last { get; set; }
        public string Note { get; set; }
        public DateTime Day { get; set; }
        public List<Item> Items { get; set; } = [];
        public Item Inner { get; set; }
        public string Secret { get; set; } = "secret";
    }

    public sealed class Target
    {
        public string Full { get; set; }
        public int Count { get; set; }
        public string Note { get; set; }
        public DateTime Day { get; set; }
        public List<ItemDto> Items { get; set; }
        public string InnerName { get; set; }
        public string Secret { get; set; }
    }

    private sealed class SourceValidator : AbstractValidator<Source>
    {
        public SourceValidator()
        {
            RuleFor(static s => s.First).NotEmpty().WithSeverity(Severity.Warning).MaximumLength(10).WithErrorCode("LONG");
            RuleFor(static s => s.Last).NotNull().EmailAddress().When(static s => s.First is { Length: > 3 }, ApplyConditionTo.CurrentValidator);
            RuleFor(static s => s.Note).MustAsync(static async (note, token) => { await Task.Yield(); return note != "bad"; }).WithMessage(static s => $"'{{PropertyValue}}' of {s.First} is bad");
            RuleForEach(static s => s.Items).OverrideIndexer(static (s, c, e, i) => "<" + i + ">").ChildRules(static i => { i.RuleFor(static x => x.Name).NotNull(); i.RuleFor(static x => x.Value).InclusiveBetween(0, 1); });
            RuleSet("strict", () => RuleFor(static s => s.Day).GreaterThan(new DateTime(2000, 1, 1)));
        }
    }
}
