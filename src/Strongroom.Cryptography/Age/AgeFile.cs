using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Age;

/// <summary>
/// Files in the age format, version 1 (C2SP age, age-encryption.org/v1), for X25519 recipients, so that the
/// age program and others open them too. Binary only; the armor, passphrase, plugin and post-quantum
/// recipients of the format are not offered: their stanzas are skipped like any stranger's.
/// </summary>
internal static class AgeFile
{
    internal static byte[] Encrypt(ReadOnlySpan<byte> plain, params IReadOnlyList<AgeRecipient> recipients)
    {
        Invariant.Holds(recipients.Count is >= 1 and <= AgeHeader.StanzasMax);
        using SecretBytes fileKey = SecretBytes.Random(AgeStanza.FileKeyBytes);
        List<AgeStanza> stanzas = [];
        using (SecretLease key = fileKey.Open())
        {
            foreach (AgeRecipient recipient in recipients) stanzas.Add(AgeStanza.Wrap(key.Span, recipient));
        }

        byte[] header = AgeHeader.Write(stanzas, fileKey);
        byte[] file = new byte[header.Length + AgePayload.SealedLength(plain.Length)];
        header.CopyTo(file, 0);
        AgePayload.Seal(fileKey, plain, file.AsSpan(header.Length));
        return file;
    }

    /// <param name="file">The whole file.</param>
    /// <param name="identity">Whose file it should be.</param>
    /// <param name="plain">At least as long as the file; what is in it is secret.</param>
    /// <param name="written">How much of it is content; nothing unless the file opened.</param>
    internal static AgeOutcome Decrypt(
        ReadOnlySpan<byte> file, AgeIdentity identity, Span<byte> plain, out int written)
    {
        written = 0;
        if (!AgeHeader.TryParse(file, out AgeHeader? header)) return AgeOutcome.BadHeader;
        ReadOnlySpan<byte> payload = file[header.Length..];
        using SecretBytes? fileKey = Unwrap(header, identity, out bool isLowOrder);
        if (isLowOrder) return AgeOutcome.BadHeader;
        if (fileKey is null) return AgeOutcome.NoMatch;
        if (!header.IsMacRight(fileKey)) return AgeOutcome.BadMac;
        if (payload.Length < AgePayload.NonceBytes) return AgeOutcome.BadHeader;
        return AgePayload.TryOpen(fileKey, payload, plain, out written)
            ? AgeOutcome.Opened : AgeOutcome.BadPayload;
    }

    private static SecretBytes? Unwrap(AgeHeader header, AgeIdentity identity, out bool isLowOrder)
    {
        isLowOrder = false;
        foreach (AgeStanza stanza in header.Stanzas)
        {
            if (stanza.Type != AgeStanza.X25519Type) continue;
            SecretBytes? fileKey = stanza.Unwrap(identity, out isLowOrder);
            if (fileKey is not null || isLowOrder) return fileKey;
        }

        return null;
    }
}
