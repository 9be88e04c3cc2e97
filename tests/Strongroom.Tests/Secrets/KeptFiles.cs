namespace Strongroom.Tests.Secrets;

/// <summary>All files that a program left: no secret stands in them, in any of a scan's forms.</summary>
internal static class KeptFiles
{
    internal static void HoldNone(MemoryScan scan, params string[] folders)
    {
        foreach (string folder in folders)
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                scan.Find(File.ReadAllBytes(file)).ShouldBeEmpty(file);
        }
    }
}
