using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Audit;

/// <summary>The newest signed checkpoint and the frontier to go on from.</summary>
internal sealed record LogHead(long Size, byte[] Frontier, byte[] Checkpoint)
{
    internal static LogHead Empty { get; } = new(0, [], []);

    internal static async Task<LogHead> ReadAsync(DbScope scope, CancellationToken stop) =>
        await scope.Command("SELECT size, frontier, checkpoint FROM log_head ORDER BY size DESC LIMIT 1")
            .FirstAsync(row => new LogHead(row.GetInt64(0), row.GetBytes(1), row.GetBytes(2)), stop) ?? Empty;

    internal TreeFrontier Restore()
    {
        TreeFrontier? frontier = TreeFrontier.Restore((ulong)Size, TreeHash.View(Frontier));
        Invariant.Holds(frontier is not null);
        return frontier;
    }

    internal static byte[] Flatten(TreeFrontier frontier)
    {
        TreeHash[] hashes = frontier.Hashes();
        byte[] bytes = new byte[hashes.Length * TreeHash.Size];
        for (int i = 0; i < hashes.Length; i++) hashes[i].CopyTo(bytes.AsSpan(i * TreeHash.Size));
        return bytes;
    }
}
