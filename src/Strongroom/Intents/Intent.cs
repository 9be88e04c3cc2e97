using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// What people approve (docs/formats/intent.md): canonical JSON of at most 16,384 bytes, named everywhere by
/// its digest. A closed
/// choice: one nested class a kind, <see cref="Match{T}"/> to tell governance from movements. What can be
/// judged
/// from the bytes alone is judged while parsing; what needs the registry, the clock or the policy is not.
/// </summary>
public abstract partial class Intent
{
    public const string Schema = "strongroom/intent/v1";
    public const int BytesMax = 16_384;
    public const int MovementDaysMax = 7;
    public const int GovernanceDaysMax = 31;

    private Intent(in Common common)
    {
        Kind = common.Kind;
        Id = common.Id;
        Institution = common.Institution;
        CreatedAt = common.CreatedAt;
        ExpiresAt = common.ExpiresAt;
        Body = common.Body;
        Bytes = common.Bytes;
        Digest = Digest.Tagged(DigestTag.Intent, Bytes.Span);
    }

    public IntentKind Kind { get; }

    public IntentId Id { get; }

    /// <summary>The genesis: the SHA-256 of the founding leaf.</summary>
    public Digest Institution { get; }

    public Timestamp CreatedAt { get; }

    public Timestamp ExpiresAt { get; }

    /// <summary>The whole intent as it stands in leaves.</summary>
    public CanonicalObject Body { get; }

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public Digest Digest { get; }

    /// <summary>Whether the intent, if it was never signed, has ended at <paramref name="now"/>.</summary>
    public bool IsExpired(Timestamp now) => now >= ExpiresAt;

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out Intent? intent,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        intent = null;
        return CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? body, out refusal)
            && TryParse(body, bytes.ToArray(), out intent, out refusal);
    }

    /// <summary>The same for an intent that came inside another object.</summary>
    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out Intent? intent,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        intent = null;
        byte[] bytes = body.ToBytes();
        if (bytes.Length <= BytesMax) return TryParse(body, bytes, out intent, out refusal);
        refusal = JsonRefusals.TooLarge(BytesMax);
        return false;
    }

    private static bool TryParse(CanonicalObject body, byte[] bytes, out Intent? intent, out Refusal? refusal)
    {
        intent = null;
        MemberReader read = new(body);
        read.Require(read.Text("schema") == Schema, IntentRefusals.UnknownSchema());
        Digest institution = read.Digest("institution");
        IntentKind kind = read.Parse<IntentKind>("kind", IntentKinds.TryParse);
        IntentId id = new(read.Id("id"));
        Timestamp createdAt = read.Time("createdAt");
        Timestamp expiresAt = read.Time("expiresAt");
        int daysMax = kind.IsMovement() ? MovementDaysMax : GovernanceDaysMax;
        bool isLifetimeRight = expiresAt > createdAt && expiresAt - createdAt <= TimeSpan.FromDays(daysMax);
        read.Require(isLifetimeRight, IntentRefusals.Lifetime(daysMax));
        Common common = new(kind, id, institution, createdAt, expiresAt, body, bytes);
        Intent whole = Read(common, ref read);
        if (!read.TryEnd(out refusal)) return false;
        intent = whole;
        return true;
    }

    private static Intent Read(in Common common, ref MemberReader read) => common.Kind switch
    {
        IntentKind.Withdrawal => new Withdrawal(common, ref read),
        IntentKind.InternalMove => new InternalMove(common, ref read),
        IntentKind.GasTopUp => new GasTopUp(common, ref read),
        IntentKind.ChainRegistration => new ChainRegistration(common, ref read),
        IntentKind.AssetRegistration => new AssetRegistration(common, ref read),
        IntentKind.ClientRegistration => new ClientRegistration(common, ref read),
        IntentKind.WalletOpening => new WalletOpening(common, ref read),
        IntentKind.HouseWalletOpening => new HouseWalletOpening(common, ref read),
        IntentKind.AllowlistEntry => new AllowlistEntry(common, ref read),
        IntentKind.AllowlistRemoval => new AllowlistRemoval(common, ref read),
        IntentKind.PolicyChange => new PolicyChange(common, ref read),
        IntentKind.RosterChange => new RosterChange(common, ref read),
        IntentKind.Ceremony => new Ceremony(common, ref read),
        IntentKind.KeyRegistration => new KeyRegistration(common, ref read),
        IntentKind.KeyStateChange => new KeyStateChange(common, ref read),
        IntentKind.ColdSignerRegistration => new ColdSignerRegistration(common, ref read),
        _ => new Unfreeze(common),
    };

    /// <summary>What every kind has.</summary>
    internal readonly record struct Common(
        IntentKind Kind,
        IntentId Id,
        Digest Institution,
        Timestamp CreatedAt,
        Timestamp ExpiresAt,
        CanonicalObject Body,
        ReadOnlyMemory<byte> Bytes);
}
