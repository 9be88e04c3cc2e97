using System.Buffers.Binary;
using System.Text;

namespace Strongroom.Tests.Adversaries;

/// <summary>What somebody with write access to a published log can do to it (C2SP tlog-tiles layout).</summary>
internal sealed class LogTampering(string folder)
{
    private const string FirstBundle = "tile/entries/000";
    private const string FirstTile = "tile/0/000";

    internal void Do(string how)
    {
        switch (how)
        {
            case "one byte of an entry": Alter(At(FirstBundle), bytes => bytes[^40] ^= 1); break;
            case "two entries exchanged": Entries(entries => (entries[5], entries[6]) = (entries[6], entries[5])); break;
            case "an entry left out": Entries(entries => entries.RemoveAt(5)); break;
            case "an entry put in twice": Entries(entries => entries[6] = entries[5]); break;
            case "the last bundle cut": Cut(Partial("tile/entries")); break;
            case "a bundle gone": File.Delete(At(FirstBundle)); break;
            case "a tile exchanged": Alter(At(FirstTile), bytes => bytes.AsSpan(0, 32).CopyTo(bytes.AsSpan(32))); break;
            case "a tile gone": File.Delete(At(FirstTile)); break;
            case "the recipient rewritten": Rewrite(FirstBundle, "70997970C51812dc3A010C7d01b50e0d17dc79C8", "3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"); break;
            case "a smaller size": Line(1, _ => "7"); break;
            case "another root": Line(2, line => (line[0] == 'A' ? 'B' : 'A') + line[1..]); break;
            case "the log's signature gone": Line(4, _ => null); break;
            case "a cosignature gone": Line(5, _ => null); break;
            default: File.Delete(At("checkpoint")); break;
        }
    }

    private string At(string path) => Path.Combine(folder, path);

    private string Partial(string path) =>
        Directory.EnumerateFiles(At(path), "*", SearchOption.AllDirectories).First(file => file.Contains(".p/"));

    private static void Alter(string file, Action<byte[]> change)
    {
        byte[] bytes = File.ReadAllBytes(file);
        change(bytes);
        File.WriteAllBytes(file, bytes);
    }

    private static void Cut(string file) => File.WriteAllBytes(file, File.ReadAllBytes(file)[..^10]);

    private void Rewrite(string path, string from, string to)
    {
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(At(path)));
        text.ShouldContain(from);
        File.WriteAllBytes(At(path), Encoding.Latin1.GetBytes(text.Replace(from, to)));
    }

    private void Line(int number, Func<string, string?> change)
    {
        List<string> lines = [.. File.ReadAllText(At("checkpoint")).Split('\n')];
        if (change(lines[number]) is { } line) lines[number] = line;
        else lines.RemoveAt(number);
        File.WriteAllText(At("checkpoint"), string.Join('\n', lines));
    }

    private void Entries(Action<List<byte[]>> change)
    {
        byte[] bundle = File.ReadAllBytes(At(FirstBundle));
        List<byte[]> entries = [];
        for (int at = 0; at < bundle.Length;)
        {
            int end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(bundle.AsSpan(at));
            entries.Add(bundle[at..end]);
            at = end;
        }

        change(entries);
        File.WriteAllBytes(At(FirstBundle), [.. entries.SelectMany(entry => entry)]);
    }
}
