using Microsoft.Win32.SafeHandles;

namespace Strongroom.Cli.Audit;

internal sealed class FolderSource(string folder) : ILogSource
{
    public byte[]? Read(string path, int bytesMax)
    {
        string full = Path.Combine(folder, path);
        if (!File.Exists(full)) return null;
        using SafeFileHandle file = File.OpenHandle(full);
        long length = RandomAccess.GetLength(file);
        if (length > bytesMax) return null;
        byte[] bytes = new byte[length];
        return RandomAccess.Read(file, bytes, 0) == length ? bytes : null;
    }

    public void Dispose() { }
}
