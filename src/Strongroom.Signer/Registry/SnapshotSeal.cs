using Strongroom.Audit;

namespace Strongroom.Signer.Registry;

/// <summary>What a snapshot leaf says of a snapshot file: it counts only when both agree.</summary>
/// <param name="Size">Leaves of the journal that the snapshot covers.</param>
/// <param name="Pages">Pages of the table.</param>
/// <param name="Root">RFC 6962 root over the pages.</param>
/// <param name="Head">SHA-256 of the head.</param>
internal sealed record SnapshotSeal(ulong Size, int Pages, TreeHash Root, byte[] Head);
