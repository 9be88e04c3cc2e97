using System.Globalization;

namespace Strongroom.Server.Storage;

/// <summary>
/// The system's PostgreSQL programs (Debian keeps one folder per major version); never its clusters.
/// </summary>
internal sealed record PostgresBinaries(string Folder)
{
    private const string DebianRoot = "/usr/lib/postgresql";
    private const string FolderVariable = "STRONGROOM_POSTGRES_BIN";

    internal string Initdb => Path.Combine(Folder, "initdb");

    internal string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>The newest installed version, or null when there is none.</summary>
    internal static PostgresBinaries? Find()
    {
        string? named = Environment.GetEnvironmentVariable(FolderVariable);
        if (named is not null) return IsComplete(named) ? new PostgresBinaries(named) : null;
        if (!Directory.Exists(DebianRoot)) return null;
        string? newest = Directory.EnumerateDirectories(DebianRoot)
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(IsComplete);
        return newest is null ? null : new PostgresBinaries(newest);
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));
}
