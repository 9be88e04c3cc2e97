using System.Diagnostics;

namespace Strongroom.Tests.Faults;

/// <summary>
/// Disks that lose at a power failure whatever was never synced: each attached program keeps the image of its folder
/// by the shim <c>unsynced.c</c>, and <see cref="LosePower"/> makes the folder what that image says.
/// </summary>
internal sealed class LossyDisk : IDisposable
{
    private const string Preload = "LD_PRELOAD";

    private readonly string shim;
    private readonly string images = Directory.CreateTempSubdirectory("sri").FullName;

    internal LossyDisk()
    {
        shim = Path.Combine(images, "unsynced.so");
        string source = Repository.PathOf("tests", "Strongroom.Tests", "Faults", "unsynced.c");
        Run(new ProcessStartInfo("cc", ["-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", shim, source]));
    }

    /// <summary>Takes the folder as it is for durable.</summary>
    internal void Format(string folder)
    {
        string image = ImageOf(folder);
        if (Directory.Exists(image)) Directory.Delete(image, recursive: true);
        Directory.CreateDirectory(Path.Combine(image, "data"));
        Directory.CreateDirectory(Path.Combine(image, "names"));
        ProcessStartInfo sync = new("sync", ["-f", folder]);
        Attach(sync.Environment, folder);
        Run(sync);
    }

    /// <summary>The environment in which a program's syncs in that folder are noticed.</summary>
    internal void Attach(IDictionary<string, string?> environment, string folder)
    {
        environment[Preload] = shim;
        environment["UNSYNCED_ROOT"] = folder;
        environment["UNSYNCED_IMAGE"] = ImageOf(folder);
    }

    /// <summary>From now on the program's disk says "synced" and keeps nothing.</summary>
    internal static void Lie(HouseProgram program) => program.Environment["UNSYNCED_LIES"] = "1";

    /// <summary>A slow disk: what is not durable yet stays so for long enough to be told to somebody.</summary>
    internal static void SlowDown(HouseProgram program) => program.Environment["UNSYNCED_MILLISECONDS"] = "30";

    /// <summary>After its program's end: nothing is left but what was synced. The files that changed by it.</summary>
    internal int LosePower(string folder)
    {
        string before = folder + ".before";
        Directory.CreateDirectory(before);
        foreach (string path in Directory.GetFileSystemEntries(folder))
            Directory.Move(path, Path.Combine(before, Path.GetFileName(path)));
        Restore(ImageOf(folder), "root", folder);
        Format(folder);
        int changed = CountChanges(before, folder);
        Directory.Delete(before, recursive: true);
        return changed;
    }

    public void Dispose() => Directory.Delete(images, recursive: true);

    private string ImageOf(string folder) => Path.Combine(images, Path.GetFileName(folder));

    private static void Restore(string image, string names, string target)
    {
        string list = Path.Combine(image, "names", names);
        // A folder that was made and never synced is there at most, and empty.
        if (!File.Exists(list)) return;
        foreach (string line in File.ReadLines(list))
        {
            string[] parts = line.Split(' ', 4);
            string path = Path.Combine(target, parts[3]);
            UnixFileMode mode = (UnixFileMode)Convert.ToInt32(parts[1], 8);
            if (parts[0] == "d")
            {
                Directory.CreateDirectory(path, mode);
                Restore(image, $"{names}+{parts[3]}", path);
                continue;
            }

            string content = Path.Combine(image, "data", parts[2]);
            File.WriteAllBytes(path, File.Exists(content) ? File.ReadAllBytes(content) : []);
            File.SetUnixFileMode(path, mode);
        }
    }

    private static int CountChanges(string before, string after) =>
        Directory.EnumerateFiles(before, "*", SearchOption.AllDirectories).Count(path =>
        {
            string other = Path.Combine(after, Path.GetRelativePath(before, path));
            return !File.Exists(other) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(other));
        });

    private static void Run(ProcessStartInfo start)
    {
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{start.FileName}: {error}");
    }
}
