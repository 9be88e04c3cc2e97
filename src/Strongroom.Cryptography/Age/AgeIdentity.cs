using System.Diagnostics.CodeAnalysis;
using System.Text;
using Strongroom.Cryptography.Encodings;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Age;

/// <summary>
/// The private half of a custodian's key, in locked memory. In a file it is what age reads: comments, then
/// one line of Bech32 with prefix AGE-SECRET-KEY-, in upper case; mode 0600.
/// </summary>
internal sealed class AgeIdentity : IDisposable
{
    internal const int FileBytesMax = 4096;

    private readonly SecretBytes _privateKey;

    private AgeIdentity(SecretBytes privateKey)
    {
        _privateKey = privateKey;
        Span<byte> publicKey = stackalloc byte[X25519.KeyBytes];
        using SecretLease lease = privateKey.Open();
        X25519.WritePublicKey(lease.Span, publicKey);
        Recipient = new AgeRecipient(publicKey);
    }

    internal AgeRecipient Recipient { get; }

    private static ReadOnlySpan<byte> Prefix => "age-secret-key-"u8;

    internal static AgeIdentity Generate() => new(SecretBytes.Random(X25519.KeyBytes));

    /// <summary>Opens a file that only its owner can read; false if it holds no single X25519 key.</summary>
    internal static bool TryOpen(string path, [NotNullWhen(true)] out AgeIdentity? identity)
    {
        identity = null;
        if (!OwnerFile.TryRead(path, FileBytesMax, out SecretBytes? content)) return false;
        using SecretBytes owned = content;
        using SecretLease lease = content.Open();
        foreach (Range range in lease.Span.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = lease.Span[range].TrimEnd((byte)'\r');
            if (line.IsEmpty || line[0] == (byte)'#') continue;
            if (identity is null && TryParse(line, out identity)) continue;
            identity?.Dispose();
            identity = null;
            return false;
        }

        return identity is not null;
    }

    /// <summary>False unless upper-case Bech32 of 32 bytes with the prefix of age.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out AgeIdentity? identity)
    {
        identity = null;
        if (text.Length > Bech32.CharactersMax || text.ContainsAnyInRange((byte)'a', (byte)'z')) return false;
        using SecretBytes memory = SecretBytes.New(Bech32.WordsMax, out Span<byte> words);
        if (!Bech32.TryDecode(text, words, out int prefix, out int count, out Bech32Kind kind)) return false;
        if (kind != Bech32Kind.Bech32 || !Ascii.EqualsIgnoreCase(text[..prefix], Prefix)) return false;
        SecretBytes key = SecretBytes.New(X25519.KeyBytes, out Span<byte> bytes);
        if (Bech32.TryToBytes(words[..count], bytes, out int written) && written == X25519.KeyBytes)
        {
            identity = new AgeIdentity(key);
            return true;
        }

        key.Dispose();
        return false;
    }

    /// <summary>Writes a new file of mode 0600; an existing one is an IOException.</summary>
    internal void Save(string path)
    {
        using SecretBytes memory = SecretBytes.New(FileBytesMax, out Span<byte> text);
        int length = Encoding.ASCII.GetBytes($"# public key: {Recipient}\n", text);
        length += WriteText(text[length..]);
        text[length++] = (byte)'\n';
        OwnerFile.Create(path, text[..length]);
    }

    /// <summary>Writes the key's own text, upper-case.</summary>
    internal int WriteText(Span<byte> text)
    {
        using SecretBytes memory = SecretBytes.New(Bech32.WordsMax, out Span<byte> words);
        using SecretLease key = _privateKey.Open();
        int count = Bech32.ToWords(key.Span, words);
        int length = Bech32.Encode(Prefix, words[..count], Bech32Kind.Bech32, text);
        Ascii.ToUpperInPlace(text[..length], out _);
        return length;
    }

    /// <summary>False for a point of low order.</summary>
    internal bool TryAgree(ReadOnlySpan<byte> publicKey, Span<byte> shared)
    {
        using SecretLease key = _privateKey.Open();
        return X25519.TryAgree(key.Span, publicKey, shared);
    }

    public void Dispose() => _privateKey.Dispose();
}
