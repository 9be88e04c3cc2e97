using Microsoft.Win32.SafeHandles;

namespace Strongroom.Cli.Audit;

internal sealed class FolderSource(string folder) : ILogSource
{
    public int Read(string path, int bytesMax, ref byte[] buffer)
    {
        string full = Path.Combine(folder, path);
        if (!File.Exists(full)) return -1;
        using SafeFileHandle file = File.OpenHandle(full);
        long length = RandomAccess.GetLength(file);
        if (length > bytesMax) return -1;
        if (buffer.Length < length) buffer = new byte[length * 2];
        return RandomAccess.Read(file, buffer.AsSpan(0, (int)length), 0) == length ? (int)length : -1;
    }

    public void Dispose() { }
}
