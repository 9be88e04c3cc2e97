// The Prometheus text exposition format 0.0.4, as far as counters and summaries without quantiles need it.
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Strongroom.Server.Http;

/// <summary>
/// GET /metrics: what this process's meters measured (ASP.NET Core's requests and .NET's runtime), as counts
/// and sums. Tags are few and bounded: routes, methods, states.
/// </summary>
internal sealed class Metrics : IDisposable
{
    private const int SeriesMax = 2000;
    private static readonly string[] s_meters = ["Microsoft.AspNetCore.Hosting", "System.Runtime"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);

    public Metrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (s_meters.Contains(
                instrument.Meter.Name, StringComparer.Ordinal)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>(
            (instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        // Made now, not at the first reading: it must hear what happens before.
        Metrics metrics = app.ServiceProvider.GetRequiredService<Metrics>();
        app.MapGet("/metrics", () => Results.Text(metrics.Print(), "text/plain; version=0.0.4"))
            .WithSummary("Metrics in the Prometheus text format");
    }

    public void Dispose() => _listener.Dispose();

    private string Print()
    {
        _listener.RecordObservableInstruments();
        StringBuilder text = new();
        foreach ((string name, Series series) in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            int brace = name.IndexOf('{', StringComparison.Ordinal);
            (long count, double sum) = series.Read();
            if (series.IsHistogram)
            {
                text.Append(name.AsSpan(0, brace)).Append("_count").Append(name.AsSpan(brace)).Append(' ')
                    .Append(count.ToString(CultureInfo.InvariantCulture)).Append('\n');
            }

            text.Append(name.AsSpan(0, brace)).Append(series.IsHistogram ? "_sum" : "")
                .Append(name.AsSpan(brace))
                .Append(' ').Append(sum.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = NameOf(instrument, tags);
        if (!_series.TryGetValue(name, out Series? series))
        {
            if (_series.Count >= SeriesMax) return;
            series = _series.GetOrAdd(name, _ => new Series(instrument));
        }

        series.Take(value);
    }

    private static string NameOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        StringBuilder name = new(instrument.Name.Replace('.', '_').Replace('-', '_'));
        name.Append('{');
        foreach ((string key, object? tag) in tags)
        {
            string value = Convert.ToString(tag, CultureInfo.InvariantCulture) ?? "";
            name.Append(key.Replace('.', '_')).Append("=\"")
                .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal)
                    .Replace("\n", "\\n", StringComparison.Ordinal))
                .Append("\",");
        }

        return name.Append('}').ToString();
    }

    private sealed class Series(Instrument instrument)
    {
        private readonly Lock _lock = new();
        private readonly bool _isState = instrument.IsObservable;
        private long _count;
        private double _sum;

        internal bool IsHistogram { get; } = instrument.GetType()
            .Name.StartsWith("Histogram", StringComparison.Ordinal);

        internal void Take(double value)
        {
            lock (_lock)
            {
                _count++;
                _sum = _isState ? value : _sum + value;
            }
        }

        internal (long Count, double Sum) Read()
        {
            lock (_lock) return (_count, _sum);
        }
    }
}
