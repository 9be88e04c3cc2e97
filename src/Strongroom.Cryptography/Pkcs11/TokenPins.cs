using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// The PINs of a group of tokens on one line: one PIN for all of them, or one for each in the order of
/// hsm.json, apart by single spaces.
/// </summary>
internal static class TokenPins
{
    internal static SecretBytes Take(SecretBytes line, int index, int count)
    {
        using SecretLease lease = line.Open();
        ReadOnlySpan<byte> rest = lease.Span;
        if (rest.Count((byte)' ') != count - 1) return SecretBytes.CopyOf(rest);
        for (int i = 0; i < index; i++) rest = rest[(rest.IndexOf((byte)' ') + 1)..];
        int end = rest.IndexOf((byte)' ');
        ReadOnlySpan<byte> pin = end < 0 ? rest : rest[..end];
        // An empty PIN is none that a token takes, and no secret of zero bytes exists.
        return SecretBytes.CopyOf(pin.IsEmpty ? lease.Span : pin);
    }
}
