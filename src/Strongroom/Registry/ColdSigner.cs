using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A Signer without a network whose home journal is this one (docs/formats/cold.md): what is known of it, and
/// what was carried back from it so far.
/// </summary>
/// <param name="Origin">The origin of its own journal.</param>
/// <param name="Key">The vkey of its own journal.</param>
/// <param name="Root">The name of the root below which all its keys are.</param>
public sealed record ColdSigner(string Origin, string Key, Digest Root)
{
    public const int SignersMax = 16;

    /// <summary>Movements that may wait for one trip.</summary>
    public const int WaitingMax = 64;

    /// <summary>The index of the first address that its next batch brings.</summary>
    public uint Pooled { get; init; }

    /// <summary>The index of the next address that an account is given.</summary>
    public uint Given { get; init; }

    /// <summary>Its journal as the last import left it.</summary>
    public required LogMark Journal { get; init; }

    /// <summary>Leaves of the governance sequence that its last import confirmed.</summary>
    public ulong Governance { get; init; }

    /// <summary>The movements whose nonce is bound and whose signature is not back.</summary>
    public IReadOnlyList<Digest> Waiting { get; init; } = [];

    internal uint Left => Pooled - Given;

    internal CanonicalObject ToObject() => CanonicalObject.Of(
        ("given", (long)Given),
        ("governance", (long)Governance),
        ("journal", Journal.ToObject()),
        ("key", Key),
        ("origin", Origin),
        ("pooled", (long)Pooled),
        ("root", Root.ToString()),
        ("waiting", CanonicalArray.OfTexts(Waiting.Select(digest => digest.ToString()))));

    internal static ColdSigner Read(ref MemberReader one) => new(
        one.Text("origin"), one.Text("key"), one.Digest("root"))
    {
        Pooled = (uint)one.Integer("pooled", 0, AccountPlan.IndexMax),
        Given = (uint)one.Integer("given", 0, AccountPlan.IndexMax),
        Journal = LogMark.Read(ref one, "journal"),
        Governance = (ulong)one.Integer("governance", 0, CanonicalJson.IntegerMax),
        Waiting = one.List<Digest>("waiting", 0, WaitingMax, TryParseDigest),
    };

    private static bool TryParseDigest(
        string text, out Digest digest,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refusal) =>
        Digest.TryParse(text, out digest, out refusal);
}
