namespace Strongroom.Cli.Audit;

/// <summary>Where a tiled log is read from: a folder or a web address. Thread-safe.</summary>
internal interface ILogSource : IDisposable
{
    /// <summary>
    /// The file at a path below the log's prefix, null when there is none or it is too large.
    /// </summary>
    public byte[]? Read(string path, int bytesMax);
}
