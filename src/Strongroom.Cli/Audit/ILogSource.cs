namespace Strongroom.Cli.Audit;

/// <summary>Where a tiled log is read from: a folder or a web address. Thread-safe.</summary>
internal interface ILogSource : IDisposable
{
    /// <summary>
    /// Reads the file at a path below the log's prefix into <paramref name="buffer"/>, which grows as needed
    /// and is meant to be used again. Its length, or -1 when there is no such file or it is too large.
    /// </summary>
    public int Read(string path, int bytesMax, ref byte[] buffer);
}
