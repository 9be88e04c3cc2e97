namespace Strongroom.Tests;

/// <summary>Where this checkout is, and whether a missing environment must fail (CI) or may skip (a laptop).</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    internal static bool IsCi { get; } =
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    internal static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "strongroom.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("strongroom.slnx is in no parent of " + AppContext.BaseDirectory);
    }
}
