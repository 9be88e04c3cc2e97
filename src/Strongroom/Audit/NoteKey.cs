// C2SP signed-note: verifier keys "<name>+<8 hex digits of key id>+base64(type ‖ public key)", where key id =
// SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]. Types 0x01 and 0x04 (c2sp.org/tlog-cosignature) only; a key
// of another type is refused, because a key that is configured must also be checked.
using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Audit;

/// <summary>A public key that signs notes under a name. Compared by its printed form.</summary>
public sealed record NoteKey
{
    private const int PublicKeySize = 32;
    private const int SignatureSize = 64;
    private const int TimestampSize = 8;
    private const int NameCharactersMax = 512;
    private const int KeyIdDigits = 8;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly byte[] publicKey;

    private NoteKey(string name, NoteAlgorithm algorithm, ReadOnlySpan<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, PublicKeySize);
        if (!IsName(name)) throw new ArgumentException("not a key name", nameof(name));
        Name = name;
        Algorithm = algorithm;
        this.publicKey = publicKey.ToArray();
        KeyId = IdOf(name, algorithm, publicKey);
    }

    public string Name { get; }

    public NoteAlgorithm Algorithm { get; }

    public uint KeyId { get; }

    /// <summary>32 bytes, RFC 8032.</summary>
    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>A log's key: the name should be the log's origin.</summary>
    public static NoteKey Log(string name, ReadOnlySpan<byte> publicKey) =>
        new(name, NoteAlgorithm.Ed25519, publicKey);

    /// <summary>A witness's key.</summary>
    public static NoteKey Witness(string name, ReadOnlySpan<byte> publicKey) =>
        new(name, NoteAlgorithm.CosignatureV1, publicKey);

    /// <summary>Not empty, no Unicode space, no plus.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > NameCharactersMax) return false;
        foreach (char character in name)
        {
            if (character == '+' || char.IsWhiteSpace(character) || char.IsControl(character)) return false;
        }

        return true;
    }

    public static bool TryParse(
        string vkey, [NotNullWhen(true)] out NoteKey? key, [NotNullWhen(false)] out Refusal? refusal)
    {
        key = null;
        refusal = new Refusal(
            AuditRefusal.KeyMalformed, "not a C2SP verifier key for Ed25519 or cosignature/v1",
            Accepted: "<name>+<8 hex digits>+<base64>");
        string[] parts = vkey.Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0]) || !TryParseKeyId(parts[1], out uint keyId)) return false;
        if (!StrictBase64.TryDecode(parts[2], out byte[]? encoded)) return false;
        if (encoded.Length != 1 + PublicKeySize) return false;
        NoteAlgorithm algorithm = (NoteAlgorithm)encoded[0];
        if (algorithm is not (NoteAlgorithm.Ed25519 or NoteAlgorithm.CosignatureV1)) return false;
        NoteKey candidate = new(parts[0], algorithm, encoded.AsSpan(1));
        if (candidate.KeyId != keyId) return false;
        (key, refusal) = (candidate, null);
        return true;
    }

    /// <summary>
    /// The bytes that this key signs for <paramref name="text"/>; the time counts for witnesses only.
    /// </summary>
    public byte[] Message(string text, ulong timestamp) => Encoding.UTF8.GetBytes(
        Algorithm == NoteAlgorithm.Ed25519
            ? text
            : $"cosignature/v1\ntime {StrictDecimal.Print(timestamp)}\n{text}");

    /// <summary>Wraps a raw Ed25519 signature over <see cref="Message"/> as a signature line.</summary>
    public NoteSignature Line(ReadOnlySpan<byte> signature, ulong timestamp)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, SignatureSize);
        if (Algorithm == NoteAlgorithm.Ed25519) return new NoteSignature(Name, KeyId, signature.ToArray());
        byte[] value = new byte[TimestampSize + SignatureSize];
        BinaryPrimitives.WriteUInt64BigEndian(value, timestamp);
        signature.CopyTo(value.AsSpan(TimestampSize));
        return new NoteSignature(Name, KeyId, value);
    }

    public bool Owns(NoteSignature signature) =>
        signature.KeyId == KeyId && string.Equals(signature.Name, Name, StringComparison.Ordinal);

    /// <summary>
    /// Whether this key signed <paramref name="text"/>, and for a witness when (seconds since 1970).
    /// </summary>
    public bool Verify(string text, NoteSignature signature, out ulong timestamp)
    {
        timestamp = 0;
        ReadOnlySpan<byte> value = signature.Value.Span;
        if (Algorithm == NoteAlgorithm.CosignatureV1)
        {
            if (value.Length != TimestampSize + SignatureSize) return false;
            timestamp = BinaryPrimitives.ReadUInt64BigEndian(value);
            if (timestamp is 0 or > long.MaxValue) return false;
            value = value[TimestampSize..];
        }

        return value.Length == SignatureSize && Owns(signature)
            && Ed25519.Verify(publicKey, Message(text, timestamp), value);
    }

    public bool Equals(NoteKey? other) => other is not null
        && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Name, KeyId);

    /// <summary>The vkey.</summary>
    public override string ToString()
    {
        byte[] encoded = [(byte)Algorithm, .. publicKey];
        string keyId = KeyId.ToString("x8", CultureInfo.InvariantCulture);
        return $"{Name}+{keyId}+{Convert.ToBase64String(encoded)}";
    }

    private static bool TryParseKeyId(string text, out uint keyId)
    {
        keyId = 0;
        return text.Length == KeyIdDigits
            && !text.AsSpan().ContainsAnyExcept(LowerHex)
            && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out keyId);
    }

    private static uint IdOf(string name, NoteAlgorithm algorithm, ReadOnlySpan<byte> publicKey)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)algorithm, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input));
    }
}
