using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// What a person signs (docs/formats/statement.md): canonical JSON with exactly five members, at most 4,096
/// bytes; its hash, under a tag of its own, is what every kind of key signs.
/// </summary>
public sealed class Statement
{
    public const int BytesMax = 4096;

    /// <summary>How far a person's clock may differ from the intent's and the Signer's.</summary>
    public static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(2);

    private Statement(CanonicalObject body)
    {
        Body = body;
        Bytes = body.ToBytes();
        Hash = Digest.Tagged(DigestTag.Statement, Bytes.Span);
    }

    public required Digest Genesis { get; init; }

    public required PersonId Person { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The digests of the intents, none twice.</summary>
    public required IReadOnlyList<Digest> Intents { get; init; }

    public required Timestamp SignedAt { get; init; }

    public CanonicalObject Body { get; }

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What the person's key signs.</summary>
    public Digest Hash { get; }

    /// <summary>A statement to be signed. Refused as parsing would refuse it.</summary>
    public static bool TryCreate(
        Digest genesis,
        PersonId person,
        Verdict verdict,
        ReadOnlySpan<Digest> intents,
        Timestamp signedAt,
        [NotNullWhen(true)] out Statement? statement,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        List<string> digests = new(intents.Length);
        foreach (Digest digest in intents) digests.Add(digest.ToString());
        CanonicalObject body = CanonicalObject.Of(
            ("genesis", genesis.ToString()),
            ("intents", CanonicalArray.OfTexts(digests)),
            ("person", person.ToString()),
            ("signedAt", signedAt.ToString()),
            ("verdict", verdict.ToText()));
        return TryParse(body, out statement, out refusal);
    }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out Statement? statement,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        statement = null;
        return CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? body, out refusal)
            && TryParse(body, out statement, out refusal);
    }

    /// <summary>The same for a statement that came inside another object.</summary>
    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out Statement? statement,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        statement = null;
        MemberReader read = new(body);
        Digest genesis = read.Digest("genesis");
        Digest[] intents = read.List<Digest>("intents", 0, Verdicts.IntentsMax, ParseDigest);
        PersonId person = read.Person("person");
        Timestamp signedAt = read.Time("signedAt");
        Verdict verdict = read.Parse<Verdict>("verdict", Verdicts.TryParse);
        read.Require(verdict.Takes(intents.Length), StatementRefusals.IntentCount());
        read.Require(!HasDuplicate(intents), StatementRefusals.DuplicateIntent());
        if (!read.TryEnd(out refusal)) return false;
        statement = new Statement(body)
        {
            Genesis = genesis, Person = person, Verdict = verdict, Intents = intents, SignedAt = signedAt,
        };
        return true;
    }

    /// <summary>
    /// Null when <see cref="SignedAt"/> fits: not before <paramref name="intentCreatedAt"/> (none: a freeze)
    /// and
    /// not after <paramref name="now"/>, give or take <see cref="ClockSkewMax"/>.
    /// </summary>
    public Refusal? CheckTime(Timestamp? intentCreatedAt, Timestamp now)
    {
        if (intentCreatedAt is { } created && SignedAt - created < -ClockSkewMax) return StatementRefusals.TooEarly();
        return SignedAt - now > ClockSkewMax ? StatementRefusals.TooLate() : null;
    }

    private static bool ParseDigest(string text, out Digest digest, [NotNullWhen(false)] out Refusal? refusal) =>
        Digest.TryParse(text, out digest, out refusal);

    private static bool HasDuplicate(Digest[] intents) =>
        intents.Length > 1 && new HashSet<Digest>(intents).Count < intents.Length;
}
