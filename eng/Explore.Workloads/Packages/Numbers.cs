using System;
using System.Linq;
using System.Numerics;
using Humanizer;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.IntegralTransforms;
using MathNet.Numerics.Interpolation;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.OdeSolvers;
using MathNet.Numerics.Optimization;
using MathNet.Numerics.Providers.LinearAlgebra;
using MathNet.Numerics.RootFinding;
using MathNet.Numerics.Statistics;
using NodaTime;
using NodaTime.Calendars;
using NodaTime.Text;

namespace Explore.Workloads.Packages;

internal static class Numbers
{
    public static void Numeric()
    {
        Control.UseSingleThread();
        var random = new System.Random(3);
        var a = Matrix<double>.Build.Dense(24, 24, (i, j) => Math.Round(random.NextDouble() * 10 - 5, 3) + (i == j ? 20 : 0));
        var b = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(24, static i => i - 7.5);
        Say.Line("solve", a.Solve(b));
        Say.Line("det", a.Determinant());
        Say.Line("lu", a.LU().U.Diagonal());
        Say.Line("qr", a.QR().R.Row(0));
        Say.Line("svd", a.Svd().S);
        Say.Line("evd", a.Evd().EigenValues.Select(static c => Math.Round(c.Real, 9) + "," + Math.Round(c.Imaginary, 9)));
        Say.Line("cholesky", (a.Transpose() * a).Cholesky().Factor.Diagonal());
        Say.Line("sparse", Matrix<double>.Build.Sparse(30, 30, static (i, j) => (i + j) % 7 == 0 ? i - j : 0).Multiply(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(30, static i => i)));
        var signal = Enumerable.Range(0, 128).Select(static i => new Complex(Math.Sin(i * 0.3), 0)).ToArray();
        Fourier.Forward(signal);
        Say.Line("fft", signal.Take(12).Select(static c => c.ToString("G10", null)));
        Say.Line("gamma", Enumerable.Range(1, 10).Select(static i => SpecialFunctions.Gamma(i / 3.0) + SpecialFunctions.Erf(i / 5.0) + SpecialFunctions.BesselJ(1, i)));
        Say.Line("integral", Integrate.OnClosedInterval(static x => Math.Exp(-x * x), -3, 3));
        Say.Line("root", Brent.FindRoot(static x => Math.Cos(x) - x, 0, 1));
        Say.Line("minimum", FindMinimum.OfFunction(static (x, y) => Math.Pow(x - 1, 2) + Math.Pow(y + 2, 2), 0, 0).ToString());
        Say.Line("fit", Fit.Polynomial([.. Enumerable.Range(0, 20).Select(static i => (double)i)], [.. Enumerable.Range(0, 20).Select(static i => i * i * 0.5 - i + 3)], 3));
        Say.Line("spline", CubicSpline.InterpolateNatural([0, 1, 2, 3, 4], [0, 1, 4, 9, 16]).Interpolate(2.5));
        Say.Line("ode", RungeKutta.FourthOrder(1.0, 0, 2, 20, static (t, y) => -y * t));
        var sample = new Normal(0, 1, new System.Random(5)).Samples().Take(500).ToArray();
        Say.Line("statistics", new DescriptiveStatistics(sample).Kurtosis + " " + sample.Median() + " " + sample.Percentile(90) + " " + Correlation.Pearson(sample, sample.Reverse()));
        Say.Line("distributions", Gamma.CDF(2, 1, 3) + " " + StudentT.InvCDF(0, 1, 5, 0.9) + " " + Binomial.PMF(0.3, 10, 4) + " " + Poisson.CDF(3, 2));
        Say.Line("euclid", Euclid.GreatestCommonDivisor(new System.Numerics.BigInteger(123456789012), 987654321098) + " " + Combinatorics.Combinations(40, 12));
        Say.Line("polynomial", new Polynomial(1, -6, 11, -6).Roots().Select(static c => Math.Round(c.Real, 8)).Order());
        Say.Throws("singular", () => Matrix<double>.Build.Dense(2, 3).Solve(b));
    }

    public static void Time()
    {
        var start = new LocalDateTime(2020, 2, 28, 23, 30);
        foreach (var id in (string[])["Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            for (var i = 0; i < 24; i++)
            {
                var local = start.PlusMonths(i).PlusHours(i * 5);
                var zoned = local.InZoneLeniently(zone);
                Say.Line(id, ZonedDateTimePattern.GeneralFormatOnlyIso.Format(zoned) + " " + zoned.Offset + " " + zone.GetZoneInterval(zoned.ToInstant()).Name + " " + zone.MapLocal(local).Count);
            }
        }

        Say.Line("period", Period.Between(new LocalDate(2019, 12, 31), new LocalDate(2024, 2, 29)).ToString());
        foreach (var calendar in CalendarSystem.Ids.Order(StringComparer.Ordinal).Select(CalendarSystem.ForId))
            Say.Line(calendar.Id, new LocalDate(2020, 2, 29).WithCalendar(calendar).ToString("yyyy MM dd gg", null) + calendar.GetDaysInYear(new LocalDate(2020, 2, 29).WithCalendar(calendar).Year));
        Say.Line("week", WeekYearRules.Iso.GetWeekOfWeekYear(new LocalDate(2021, 1, 3)));
        foreach (var text in (string[])["2020-02-30", "2020-02-29T25:00", "2020-02-29T12:34:56.789", "x"])
        {
            var result = LocalDateTimePattern.ExtendedIso.Parse(text);
            Say.Line(text, result.Success ? result.Value.ToString() : result.Exception.Message);
        }

        Say.Line("duration", DurationPattern.Roundtrip.Format(Duration.FromNanoseconds(123456789012345)));
        Say.Line("interval", new DateInterval(new LocalDate(2020, 1, 1), new LocalDate(2020, 1, 9)).Intersection(new DateInterval(new LocalDate(2020, 1, 5), new LocalDate(2020, 2, 1))).ToString());
        Say.Line("adjust", new LocalDate(2020, 5, 17).With(DateAdjusters.EndOfMonth).Next(IsoDayOfWeek.Friday).ToString());
        Say.Throws("ambiguous", () => new LocalDateTime(2020, 10, 25, 2, 30).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Zurich"]));
        Say.Throws("zone", () => _ = DateTimeZoneProviders.Tzdb["Moon/Base"]);
    }

    public static void Words()
    {
        foreach (var word in (string[])["person", "ox", "analysis", "status", "child", "quiz", "sheep", "OrderLineItem", "some_snake_name", "API key"])
            Say.Line(word, $"{word.Pluralize()} {word.Singularize(false)} {word.Humanize()} {word.Titleize()} {word.Pascalize()} {word.Camelize()} {word.Underscore()} {word.Kebaberize()} {word.Transform(To.UpperCase)}");
        for (var i = -3; i < 5000; i = i < 20 ? i + 1 : i * 3)
            Say.Line(i.ToString(), $"{i.ToWords()} {i.ToOrdinalWords()} {i.Ordinalize()} {(i > 0 && i < 4000 ? i.ToRoman() : "")} {"order".ToQuantity(i)} {(i * 1234.5).Bytes().Humanize("0.00")} {((double)i * 1000).ToMetric()}");
        var now = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var seconds in (int[])[0, 1, -5, 70, -4000, 90_000, -3_000_000, 50_000_000])
            Say.Line(seconds.ToString(), now.AddSeconds(seconds).Humanize(true, now) + " " + TimeSpan.FromSeconds(seconds).Humanize(3));
        Say.Line("truncate", "a long text that is cut".Truncate(12) + "|" + "a long text".Truncate(2, Truncator.FixedNumberOfWords));
        Say.Line("list", new[] { 1, 2, 3 }.Humanize(static n => "#" + n));
        Say.Line("enum", Enum.GetValues<DayOfWeek>().Select(static d => d.Humanize()));
        Say.Line("heading", 200.0.ToHeading() + 45.0.ToHeading(HeadingStyle.Full));
        Say.Throws("dehumanize", () => "nothing".DehumanizeTo<DayOfWeek>());
    }
}
