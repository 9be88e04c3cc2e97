using System.Globalization;
using System.Text.Json;

namespace Strongroom.Benchmarks;

/// <summary>The figures of a run, as a table for people and as one JSON object for programs.</summary>
internal sealed class Report
{
    private readonly List<Figure> figures = [];

    internal static CultureInfo Culture => CultureInfo.InvariantCulture;

    internal void Add(params ReadOnlySpan<Figure> more)
    {
        foreach (Figure figure in more) figures.Add(figure);
    }

    /// <summary>Tells what is being done, away from standard output.</summary>
    internal static void Progress(string text) => Console.Error.WriteLine(text);

    internal void WriteTable(TextWriter output)
    {
        foreach (Figure figure in figures)
        {
            string value = figure.Value.ToString(figure.Value < 100 ? "#,0.###" : "#,0", Culture);
            string line = string.Create(
                Culture, $"{figure.Name,-32} {value,14} {figure.Unit,-12} {figure.Aim,-12} {figure.Verdict}");
            output.WriteLine(line.TrimEnd());
        }
    }

    internal void WriteJson(TextWriter output, bool isQuick)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("quick", isQuick);
            foreach (Figure figure in figures) json.WriteNumber(figure.Name, Math.Round(figure.Value, 4));
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
