namespace Strongroom.Benchmarks;

/// <summary>
/// Where a run keeps its files: on the disk of the checkout, because a memory file system would make fsync free;
/// sockets go to the temporary folder, whose paths are short enough for them. Both are gone at the end.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Start = "bench-";

    private readonly string sockets = Directory.CreateTempSubdirectory("srb").FullName;

    internal WorkFolder()
    {
        string root = Environment.GetEnvironmentVariable("STRONGROOM_ROOT") ?? Directory.GetCurrentDirectory();
        string parent = Directory.CreateDirectory(System.IO.Path.Combine(root, ".strongroom")).FullName;
        Path = System.IO.Path.Combine(parent, Start + Environment.ProcessId.ToString(Report.Culture));
        foreach (string left in Directory.EnumerateDirectories(parent, Start + "*"))
        {
            bool isRunning = Directory.Exists("/proc/" + System.IO.Path.GetFileName(left)[Start.Length..]);
            if (!isRunning) Directory.Delete(left, recursive: true); // of a run that was killed
        }

        Directory.CreateDirectory(Path);
    }

    internal string Path { get; }

    /// <summary>A folder for one benchmark, new and empty.</summary>
    internal string New(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    internal string Socket(string name) => System.IO.Path.Combine(sockets, name + ".sock");

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        Directory.Delete(sockets, recursive: true);
    }
}
