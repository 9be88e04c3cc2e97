// docs/formats/activation.md, "Terms".
using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Activation;

/// <summary>
/// Who must come together to unlock a Signer's keys, m of n, and the unlock secret, sealed under a key of
/// which each of them holds a share. Public but for what is sealed in it.
/// </summary>
public sealed class ActivationTerms
{
    public const string Schema = "strongroom/activation/v1";
    public const int BytesMax = 16_384;
    public const int ThresholdMin = 2;
    public const int CustodiansMax = 16;
    public const int NonceBytes = 24;

    /// <summary>The longest unlock line, and the seal's tag.</summary>
    public const int SealedBytesMax = 4_096 + 16;

    private readonly byte[] _nonce;
    private readonly byte[] _sealed;

    private ActivationTerms(ref MemberReader read)
    {
        read.Require(read.Text("schema") == Schema, new Refusal(
            ActivationRefusal.UnknownSchema, "These are no terms of an activation.", "schema", Schema));
        Institution = read.Digest("institution");
        Threshold = (int)read.Integer("threshold", ThresholdMin, CustodiansMax);
        CanonicalObject[] bodies = read.Objects("custodians", ThresholdMin, CustodiansMax);
        _nonce = read.Bytes("nonce", NonceBytes);
        _sealed = read.Bytes("sealed", SealedBytesMax);
        Custodians = new ActivationCustodian[bodies.Length];
        for (int i = 0; i < bodies.Length && read.IsRight; i++)
        {
            MemberReader one = new(bodies[i], $"custodians[{i}]");
            Custodians[i] = new ActivationCustodian(one.Person("person"), one.Key("key"));
            one.TryEnd(out Refusal? refusal);
            read.Keep(refusal);
        }

        if (read.IsRight) read.Keep(Check(Threshold, Custodians));
        bool isNonce = _nonce.Length == NonceBytes;
        read.Require(isNonce, JsonRefusals.MalformedValue("nonce", $"{NonceBytes} bytes"));
    }

    public Digest Institution { get; }

    public int Threshold { get; }

    public ActivationCustodian[] Custodians { get; }

    public ReadOnlySpan<byte> Nonce => _nonce;

    /// <summary>XChaCha20-Poly1305 of the unlock line; <see cref="ContextOf"/> is bound to it.</summary>
    public ReadOnlySpan<byte> Sealed => _sealed;

    /// <summary>What names these terms in the record.</summary>
    public Digest Digest => Digest.Tagged("strongroom/activation/v1"u8, ToBytes());

    public byte[] Context => ContextOf(Institution, Threshold, Custodians);

    /// <summary>Additional data of the seal: who and how many cannot be changed in the file.</summary>
    public static byte[] ContextOf(
        Digest institution, int threshold, IReadOnlyList<ActivationCustodian> custodians) =>
        CanonicalObject.Of(Members(institution, threshold, custodians)).ToBytes();

    /// <summary>The file's bytes.</summary>
    public static byte[] Compose(
        Digest institution, int threshold, IReadOnlyList<ActivationCustodian> custodians,
        (byte[] Nonce, byte[] Sealed) secret) => CanonicalObject.Of(
    [
        .. Members(institution, threshold, custodians),
        ("nonce", Base64UrlText.Write(secret.Nonce)),
        ("sealed", Base64UrlText.Write(secret.Sealed)),
    ]).ToBytes();

    /// <summary>Null when these people may be asked for shares, so many of them.</summary>
    public static Refusal? Check(int threshold, IReadOnlyList<ActivationCustodian> custodians)
    {
        if (threshold < ThresholdMin || threshold > custodians.Count || custodians.Count > CustodiansMax)
        {
            return new Refusal(
                ActivationRefusal.Threshold, "So many of so few cannot come together, or one alone would do.",
                "threshold",
                $"{ThresholdMin} to the number of custodians, of whom there are at most {CustodiansMax}");
        }

        bool isDistinct = custodians.DistinctBy(one => one.Person).Count() == custodians.Count
            && custodians.DistinctBy(one => one.Key).Count() == custodians.Count;
        return isDistinct
            ? null
            : new Refusal(
                ActivationRefusal.CustodianTwice, "A person or a key stands twice.", "custodians",
                "each person once, with a key of their own");
    }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ActivationTerms? terms,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        terms = null;
        if (!CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? body, out refusal)) return false;
        MemberReader read = new(body);
        ActivationTerms whole = new(ref read);
        if (read.TryEnd(out refusal)) terms = whole;
        return terms is not null;
    }

    public byte[] ToBytes() => Compose(Institution, Threshold, Custodians, (_nonce, _sealed));

    private static (string Name, CanonicalValue Value)[] Members(
        Digest institution, int threshold, IReadOnlyList<ActivationCustodian> custodians) =>
    [
        ("schema", Schema),
        ("institution", institution.ToString()),
        ("threshold", threshold),
        ("custodians", CanonicalArray.OfObjects(custodians.Select(one => CanonicalObject.Of(
            ("key", one.Key.ToString()), ("person", one.Person.ToString()))))),
    ];
}
