using System.Diagnostics.CodeAnalysis;
using System.Text;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Age;

/// <summary>
/// The header of an age v1 file (C2SP age, "ABNF definition of file header"): version line, stanzas, and an
/// HMAC-SHA-256 under a key derived from the file key over everything up to and including "---".
/// </summary>
internal sealed class AgeHeader
{
    internal const int BytesMax = 65_536;
    internal const int StanzasMax = 64;
    internal const int LineCharacters = 64;

    private const string Version = "age-encryption.org/v1";
    private const string StanzaStart = "-> ";
    private const string End = "---";

    private readonly byte[] authenticated;
    private readonly byte[] mac;

    private AgeHeader(IReadOnlyList<AgeStanza> stanzas, byte[] authenticated, byte[] mac, int length)
    {
        Stanzas = stanzas;
        this.authenticated = authenticated;
        this.mac = mac;
        Length = length;
    }

    internal IReadOnlyList<AgeStanza> Stanzas { get; }

    /// <summary>Where the payload starts.</summary>
    internal int Length { get; }

    internal bool IsMacRight(SecretBytes fileKey)
    {
        using SecretBytes key = MacKey(fileKey);
        using SecretLease lease = key.Open();
        return Hmac.Verify(lease.Span, authenticated, mac);
    }

    internal static byte[] Write(IEnumerable<AgeStanza> stanzas, SecretBytes fileKey)
    {
        StringBuilder text = new(Version + "\n");
        foreach (AgeStanza stanza in stanzas) stanza.WriteTo(text);
        text.Append(End);
        using SecretBytes key = MacKey(fileKey);
        using SecretLease lease = key.Open();
        byte[] tag = new byte[Hmac.TagBytes];
        Hmac.Compute(lease.Span, Encoding.ASCII.GetBytes(text.ToString()), tag);
        text.Append(' ').Append(AgeBase64.Encode(tag)).Append('\n');
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    internal static bool TryParse(ReadOnlySpan<byte> file, [NotNullWhen(true)] out AgeHeader? header)
    {
        header = null;
        AgeLines lines = new(file[..Math.Min(file.Length, BytesMax)]);
        if (!lines.TryNext(out string line) || line != Version) return false;
        List<AgeStanza> stanzas = [];
        while (lines.TryNext(out line) && line.StartsWith(StanzaStart, StringComparison.Ordinal))
        {
            if (stanzas.Count == StanzasMax || !TryReadStanza(line, ref lines, out AgeStanza? stanza))
                return false;
            stanzas.Add(stanza);
        }

        if (stanzas.Count == 0 || !line.StartsWith(End + " ", StringComparison.Ordinal)) return false;
        if (!AgeBase64.TryDecode(line[(End.Length + 1)..], out byte[]? mac)) return false;
        if (mac.Length != Hmac.TagBytes || !IsSound(stanzas)) return false;
        int start = lines.Position - line.Length - 1;
        header = new AgeHeader(stanzas, file[..(start + End.Length)].ToArray(), mac, lines.Position);
        return true;
    }

    /// <summary>A passphrase stanza stands alone ("The scrypt recipient type").</summary>
    private static bool IsSound(List<AgeStanza> stanzas)
    {
        foreach (AgeStanza stanza in stanzas)
        {
            if (!stanza.IsWellFormed) return false;
            if (stanza.Type == AgeStanza.ScryptType && stanzas.Count > 1) return false;
        }

        return true;
    }

    private static bool TryReadStanza(
        string line, ref AgeLines lines, [NotNullWhen(true)] out AgeStanza? stanza)
    {
        stanza = null;
        string[] arguments = line[StanzaStart.Length..].Split(' ');
        foreach (string argument in arguments)
        {
            if (argument.Length == 0 || argument.AsSpan().ContainsAnyExceptInRange('!', '~')) return false;
        }

        StringBuilder body = new();
        string part;
        do
        {
            if (!lines.TryNext(out part) || part.Length > LineCharacters) return false;
            body.Append(part);
        }
        while (part.Length == LineCharacters);
        if (!AgeBase64.TryDecode(body.ToString(), out byte[]? bytes)) return false;
        stanza = new AgeStanza(arguments, bytes);
        return true;
    }

    private static SecretBytes MacKey(SecretBytes fileKey)
    {
        SecretBytes key = SecretBytes.New(Hmac.TagBytes, out Span<byte> content);
        using SecretLease lease = fileKey.Open();
        Hkdf.DeriveSha256(lease.Span, [], "header"u8, content);
        return key;
    }
}
