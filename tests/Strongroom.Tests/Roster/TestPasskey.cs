using System.Security.Cryptography;
using System.Text;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Tests.Roster;

/// <summary>A software authenticator: signs what WebAuthn signs, and lies where a test wants it to.</summary>
internal sealed class TestPasskey(byte[] cose, byte[] credentialId, Func<byte[], byte[]> sign)
    : TestKey(KeyAlgorithm.WebAuthn, KeyClass.Station, cose, credentialId)
{
    internal const byte UserPresent = 0x01;
    internal const byte UserVerified = 0x04;

    internal byte[] Cose { get; } = cose;

    internal override StatementSignature Sign(Digest hash) => Sign(AuthenticatorBytes(), ClientJson(hash));

    internal StatementSignature.WebAuthn Sign(byte[] authenticatorBytes, string clientJson)
    {
        byte[] client = Encoding.UTF8.GetBytes(clientJson);
        byte[] signature = sign([.. authenticatorBytes, .. SHA256.HashData(client)]);
        return new StatementSignature.WebAuthn(authenticatorBytes, client, signature);
    }

    internal static byte[] AuthenticatorBytes(
        byte flags = UserPresent | UserVerified, string? rpId = null, byte[]? tail = null) =>
        [.. SHA256.HashData(Encoding.UTF8.GetBytes(rpId ?? Station.RpId)), flags, 0, 0, 0, 7, .. tail ?? []];

    internal static string ClientJson(
        Digest hash, string type = "webauthn.get", string? origin = null, string more = ",\"crossOrigin\":false") =>
        $"{{\"type\":\"{type}\",\"challenge\":\"{Base64UrlText.Write(hash.ToBytes())}\","
        + $"\"origin\":\"{origin ?? Station.Origin}\"{more}}}";
}
