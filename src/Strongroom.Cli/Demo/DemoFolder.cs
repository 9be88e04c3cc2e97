using System.Security.Cryptography;
using System.Text;

namespace Strongroom.Cli.Demo;

/// <summary>Where everything of one demo lies; paths are absolute.</summary>
internal sealed class DemoFolder
{
    // sockaddr_un holds 108 bytes with the final zero.
    private const int SocketPathBytesMax = 107;
    private const int SocketNameBytesMax = 16;
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    internal DemoFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Directory.CreateDirectory(Root);
        foreach (string open in (string[])[Logs, Chain, Intents, Statements]) Directory.CreateDirectory(open);
        foreach (string closed in (string[])[People, Tls, Witnesses, Sockets]) Directory.CreateDirectory(
            closed, OwnerOnly);
    }

    internal string Root { get; }

    internal string Logs => At("logs");

    internal string Chain => At("chain");

    internal string People => At("people");

    internal string Tls => At("tls");

    internal string Witnesses => At("witnesses");

    internal string Signer => At("signer");

    internal string SignerLog => At("signer/journal/public");

    internal string Server => At("server");

    internal string ServerLog => At("server/log");

    internal string Intents => At("intents");

    internal string Statements => At("statements");

    internal string Profile => At("profile.json");

    internal string Report => At("demo.json");

    internal string SignerSocket => Path.Combine(Sockets, "signer.sock");

    /// <summary>A short folder elsewhere when the path is too long for a Unix socket.</summary>
    internal string Sockets
    {
        get
        {
            string beside = At("run");
            if (Encoding.UTF8.GetByteCount(beside) + SocketNameBytesMax <= SocketPathBytesMax) return beside;
            string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..12];
            return Path.Combine(Path.GetTempPath(), $"strongroom-demo-{name}");
        }
    }

    internal string At(string name) => Path.Combine(Root, name);

    /// <summary>Held while a demo runs in this folder.</summary>
    internal FileStream Lock()
    {
        try
        {
            return new FileStream(At("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem)
        {
            throw new DemoStoppedException($"another demo runs in {Root}", problem);
        }
    }

    /// <summary>Writes a file that is whole or absent after a crash, readable by its owner only.</summary>
    internal static void WriteSecret(string path, string text)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.Create, Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        Replace(path, Encoding.UTF8.GetBytes(text), options);
    }

    internal static void Write(string path, byte[] bytes) =>
        Replace(path, bytes, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write });

    private static void Replace(string path, byte[] bytes, FileStreamOptions options)
    {
        string half = path + ".new";
        using (FileStream file = new(half, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(half, path, overwrite: true);
    }
}
