namespace Strongroom.Benchmarks;

/// <summary>One number of the report, with the aim that stands beside it in the table.</summary>
internal sealed record Figure(string Name, double Value, string Unit)
{
    /// <summary>The least that is good enough; null where there is no aim.</summary>
    internal double? AtLeast { get; init; }

    /// <summary>The most that is good enough.</summary>
    internal double? AtMost { get; init; }

    internal string Aim => this switch
    {
        { AtLeast: { } least } => string.Create(Report.Culture, $"≥ {least:#,0.##}"),
        { AtMost: { } most } => string.Create(Report.Culture, $"< {most:#,0.##}"),
        _ => "",
    };

    internal string Verdict => Aim.Length == 0 ? "" : Value >= (AtLeast ?? 0) && Value < (AtMost ?? double.MaxValue) ? "reached" : "missed";
}
