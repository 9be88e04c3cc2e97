using System.Diagnostics;

namespace Strongroom.Server.Storage;

/// <summary>
/// PostgreSQL refuses to run as root. A root Server runs it as the system user <c>postgres</c>; where that
/// user cannot reach the folder (a closed parent), in a user namespace in which root is called postgres.
/// </summary>
internal sealed class UnprivilegedCommand
{
    private const string User = "postgres";

    private readonly string[] _prefix;

    private UnprivilegedCommand(string[] prefix, bool changesUser)
    {
        _prefix = prefix;
        ChangesUser = changesUser;
    }

    /// <summary>Whether the folders of the cluster must belong to that other user.</summary>
    internal bool ChangesUser { get; }

    internal static UnprivilegedCommand For(string folder)
    {
        if (!Environment.IsPrivilegedProcess) return new UnprivilegedCommand([], changesUser: false);
        if (IsReachable(folder))
        {
            string[] setpriv = ["setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups", "--"];
            return new UnprivilegedCommand(setpriv, changesUser: true);
        }

        string uid = Read("id", "-u", User);
        string gid = Read("id", "-g", User);
        string[] unshare = ["unshare", "--user", $"--map-user={uid}", $"--map-group={gid}", "--"];
        return new UnprivilegedCommand(unshare, changesUser: false);
    }

    internal ProcessStartInfo Start(params string[] command)
    {
        string[] all = [.. _prefix, .. command];
        ProcessStartInfo start = new(all[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (string argument in all.Skip(1)) start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Makes the folder, closed to everybody but the user that the cluster runs as.</summary>
    internal void MakeFolder(string folder)
    {
        if (ChangesUser) Read("install", "-d", "-m", "0700", "-o", User, "-g", User, folder);
        else Read("install", "-d", "-m", "0700", folder);
    }

    internal static string Read(params string[] command)
    {
        ProcessStartInfo start = new(command[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in command.Skip(1)) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)
            ?? throw new StorageException($"{command[0]} did not start");
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new StorageException($"{command[0]}: {error.Trim()}");
        return output.Trim();
    }

    private static bool IsReachable(string folder)
    {
        for (DirectoryInfo? parent = Directory.GetParent(folder); parent is not null; parent = parent.Parent)
        {
            if (parent.Exists && !parent.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;
        }

        return true;
    }
}
