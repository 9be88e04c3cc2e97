using System.Text.Json;

namespace Strongroom.Cli.Demo;

/// <summary>
/// What a demo in this folder has done so far (progress.json), so that an interrupted one goes on where it
/// was.
/// </summary>
internal sealed class DemoProgress
{
    private static readonly JsonSerializerOptions s_form = new() { WriteIndented = true };

    private readonly string path;
    private readonly SortedDictionary<string, string> done;

    private DemoProgress(string path, SortedDictionary<string, string> done)
    {
        this.path = path;
        this.done = done;
    }

    internal static DemoProgress Open(DemoFolder folder)
    {
        string file = folder.At("progress.json");
        try
        {
            SortedDictionary<string, string>? read = File.Exists(file)
                ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllBytes(file))
                : null;
            return new DemoProgress(
                file, read ?? new SortedDictionary<string, string>(StringComparer.Ordinal));
        }
        catch (JsonException problem)
        {
            throw new DemoStoppedException($"{file} is damaged; remove {folder.Root} to begin anew", problem);
        }
    }

    internal string? Find(string name) => done.GetValueOrDefault(name);

    internal string Get(string name) =>
        Find(name) ?? throw new DemoStoppedException(
            $"an earlier step left no {name}; begin anew in another folder");

    internal IEnumerable<KeyValuePair<string, string>> Under(string prefix) =>
        done.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal));

    internal void Set(string name, string value)
    {
        done[name] = value;
        DemoFolder.Write(path, JsonSerializer.SerializeToUtf8Bytes(done, s_form));
    }

    /// <summary>The value that the step left the first time, or does the step now.</summary>
    internal async Task<string> OnceAsync(string name, Func<Task<string>> act)
    {
        if (Find(name) is { } before) return before;
        string value = await act();
        Set(name, value);
        return value;
    }
}
