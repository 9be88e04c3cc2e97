namespace Strongroom.Benchmarks;

/// <summary>What was asked for on the command line: <c>[--json] [--quick] [--only NAME]…</c></summary>
internal sealed record BenchOptions(bool IsJson, bool IsQuick, IReadOnlyList<string> Only)
{
    internal const string Usage = "bench [--json] [--quick] [--only sign|derive|token|pipeline|append|verify|start]…";

    internal static IReadOnlyList<string> Names { get; } = ["sign", "derive", "token", "pipeline", "append", "verify", "start"];

    /// <summary>Null when an argument is not understood.</summary>
    internal static BenchOptions? Parse(ReadOnlySpan<string> arguments)
    {
        bool isJson = false, isQuick = false;
        List<string> only = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json") isJson = true;
            else if (arguments[i] == "--quick") isQuick = true;
            else if (arguments[i] == "--only" && i + 1 < arguments.Length && Names.Contains(arguments[i + 1], StringComparer.Ordinal))
                only.Add(arguments[++i]);
            else return null;
        }

        return new BenchOptions(isJson, isQuick, only.Count == 0 ? Names : only);
    }

    internal bool Has(string name) => Only.Contains(name, StringComparer.Ordinal);

    internal T Choose<T>(T full, T quick) => IsQuick ? quick : full;
}
