using System.Diagnostics;
using Strongroom.Benchmarks;

BenchOptions? options = BenchOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

Stopwatch clock = Stopwatch.StartNew();
Report report = new();
using (WorkFolder folder = new())
{
    if (options.Has("sign")) SignBenchmark.Run(options, report);
    if (options.Has("derive")) DeriveBenchmark.Run(options, report);
    if (options.Has("token")) TokenBenchmark.Run(options, report, folder);
    if (options.Has("pipeline")) await PipelineBenchmark.RunAsync(options, report, folder);
    if (options.Has("append")) await AppendBenchmark.RunAsync(options, report, folder);
    if (options.Has("verify")) await VerifyBenchmark.RunAsync(options, report, folder);
    if (options.Has("start")) await StartBenchmark.RunAsync(options, report, folder);
}

report.Add(
    new Figure("cores", AllCores.Count, ""),
    new Figure("durationSeconds", clock.Elapsed.TotalSeconds, "s"));
if (options.IsJson) report.WriteJson(Console.Out, options.IsQuick);
else report.WriteTable(Console.Out);
return 0;
