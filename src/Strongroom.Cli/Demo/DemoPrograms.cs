using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Cli.Demo;

/// <summary>The programs and files that a demo needs; found once, and what is missing is named.</summary>
internal sealed record DemoPrograms
{
    internal const string RootVariable = "STRONGROOM_ROOT";

    private const string Own = "Strongroom.Cli";
    private const string Packages = "tools/devnet/node_modules";
    private const string Chromium = "/usr/bin/chromium";

    internal required string Root { get; init; }

    internal required string Host { get; init; }

    /// <summary>Where this program is.</summary>
    internal string Folder { get; } = AppContext.BaseDirectory;

    internal string Cli => ProgramAt(Own);

    internal string Signer => ProgramAt("Strongroom.Signer");

    internal string Server => ProgramAt("Strongroom.Server");

    internal string Anvil => Path.Combine(Root, Packages, "@foundry-rs/anvil-linux-amd64/bin/anvil");

    internal string Cast => Path.Combine(Root, Packages, "@foundry-rs/cast-linux-amd64/bin/cast");

    internal string Contracts => Path.Combine(Root, "tools/devnet/build/contracts.json");

    internal string Driver => Path.Combine(Root, "tools/devnet/station.mjs");

    internal string Station => Path.Combine(Root, "station");

    internal bool HasBrowser =>
        File.Exists(Chromium) && Directory.Exists(Path.Combine(Root, Packages, "playwright-core"));

    internal static bool TryFind(
        [NotNullWhen(true)] out DemoPrograms? programs, [NotNullWhen(false)] out Refusal? refusal)
    {
        programs = null;
        string? root = Environment.GetEnvironmentVariable(RootVariable) ?? FindRoot(AppContext.BaseDirectory);
        if (root is null)
        {
            refusal = Missing($"the repository: {RootVariable} is not set", "./strongroom demo");
            return false;
        }

        string? process = Environment.ProcessPath;
        string host = Path.GetFileName(process) == "dotnet" ? process! : "dotnet";
        DemoPrograms found = new() { Root = Path.GetFullPath(root), Host = host };
        refusal = found.FindMissing();
        if (refusal is null) programs = found;
        return refusal is null;
    }

    private Refusal? FindMissing()
    {
        foreach (string program in (string[])[Signer, Server])
            if (!File.Exists(program)) return Missing(program, "dotnet build programs.slnf -c Release");
        foreach (string file in (string[])[Anvil, Cast])
            if (!File.Exists(file)) return Missing(file, "npm ci --ignore-scripts --prefix tools/devnet");
        if (!File.Exists(Contracts)) return Missing(Contracts, "node tools/devnet/compile.mjs");
        return File.Exists(Path.Combine(Station, "index.html")) ? null
            : Missing(Station, "the whole repository");
    }

    // Beside this program (a test's output folder), or in its own project's output folder.
    private string ProgramAt(string name)
    {
        string beside = Path.Combine(Folder, $"{name}.dll");
        if (File.Exists(beside)) return beside;
        string mark = $"/{Own}/";
        int at = Folder.LastIndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? beside
            : Path.Combine($"{Folder[..at]}/{name}/{Folder[(at + mark.Length)..]}", $"{name}.dll");
    }

    private static string? FindRoot(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "tools/devnet/package.json")))
                return folder.FullName;
        return null;
    }

    private static Refusal Missing(string what, string accepted) =>
        new(CliRefusal.ProgramMissing, $"missing: {what}", Accepted: accepted);
}
