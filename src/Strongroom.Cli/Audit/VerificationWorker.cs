using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>
/// What one thread of a verification owns: a hasher and two buffers, used for every bundle it takes.
/// </summary>
internal sealed class VerificationWorker(LogReader reader) : IDisposable
{
    private readonly MerkleHasher hasher = new();
    private byte[] hashTile = [];
    private byte[] entries = [];

    /// <summary>Null when the bundle's entries hash to the tile over them.</summary>
    internal Refusal? Check(Tile bundle, RootRecomputation recomputation)
    {
        ReadOnlySpan<byte> tile = reader.HashTile(bundle with { Level = 0 }, ref hashTile);
        return recomputation.Add(bundle, reader.Bundle(bundle, ref entries), tile, hasher);
    }

    public void Dispose() => hasher.Dispose();
}
