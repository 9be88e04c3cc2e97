// W3C WebAuthn Level 3: authenticator data (section 6.1), assertion signature (section 6.3.3, ES256 in DER).
// A software authenticator for the demo: it plays Carol's passkey where no browser is installed, and the
// thief who presents a login as an approval. Its COSE_Key is RFC 9053 section 7.1.1 in CTAP2 canonical CBOR.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Demo;

/// <summary>A P-256 passkey with its private key in a file, as the browser driver keeps it too.</summary>
internal sealed class Passkey : IDisposable
{
    private const byte UserPresentAndVerified = 0x05;
    private const int CredentialIdBytes = 32;
    private static readonly byte[] s_coseStart = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
    private static readonly byte[] s_coseMiddle = [0x22, 0x58, 0x20];

    private readonly ECDsa key;

    private Passkey(ECDsa key, byte[] credentialId)
    {
        this.key = key;
        ECParameters point = key.ExportParameters(includePrivateParameters: false);
        byte[] cose = [.. s_coseStart, .. point.Q.X!, .. s_coseMiddle, .. point.Q.Y!];
        bool isKey = PersonKey.TryCreate(
            KeyAlgorithm.WebAuthn, KeyClass.Station, cose, credentialId, out PersonKey? publicKey,
            out Refusal? refusal);
        if (!isKey) throw new DemoStoppedException($"the passkey is refused: {refusal}");
        PublicKey = publicKey!;
    }

    internal PersonKey PublicKey { get; }

    /// <summary>
    /// The file that the browser driver writes: {credential:{credentialId,privateKey}}, both base64.
    /// </summary>
    internal static Passkey Open(string file)
    {
        JsonNode credential = JsonNode.Parse(File.ReadAllBytes(file))!["credential"]!;
        ECDsa stored = ECDsa.Create();
        stored.ImportPkcs8PrivateKey(
            Convert.FromBase64String(credential["privateKey"]!.GetValue<string>()), out _);
        return new Passkey(stored, Convert.FromBase64String(credential["credentialId"]!.GetValue<string>()));
    }

    /// <summary>Makes one without a browser.</summary>
    internal static Passkey Create(string file)
    {
        ECDsa made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] id = RandomBytes.Create(CredentialIdBytes);
        JsonObject credential = new()
        {
            ["credentialId"] = Convert.ToBase64String(id),
            ["privateKey"] = Convert.ToBase64String(made.ExportPkcs8PrivateKey()),
        };
        DemoFolder.WriteSecret(file, new JsonObject { ["credential"] = credential }.ToJsonString());
        return new Passkey(made, id);
    }

    /// <summary>What the authenticator returns when <paramref name="origin"/> asks for a signature.</summary>
    internal StatementSignature.WebAuthn Assert(string origin, string rpId, ReadOnlySpan<byte> challenge)
    {
        string asked = Base64UrlText.Write(challenge);
        string json =
            $$"""{"type":"webauthn.get","challenge":"{{asked}}","origin":"{{origin}}","crossOrigin":false}""";
        byte[] client = Encoding.UTF8.GetBytes(json);
        byte[] authenticator =
            [.. SHA256.HashData(Encoding.UTF8.GetBytes(rpId)), UserPresentAndVerified, 0, 0, 0, 1];
        byte[] signature = key.SignData(
            [.. authenticator, .. SHA256.HashData(client)], HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence);
        return new StatementSignature.WebAuthn(authenticator, client, signature);
    }

    public void Dispose() => key.Dispose();
}
