using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A cold Signer's signature over the unsigned bytes that the home journal bound: R, S and the recovery id,
/// 65 bytes.
/// </summary>
public sealed record ColdSignature(Digest IntentDigest, Hash32 SigningHash, ReadOnlyMemory<byte> Value)
{
    public const int ValueBytes = TransactionSignature.CompactSizeBytes + 1;

    public CanonicalObject ToObject() => CanonicalObject.Of(
        ("intentDigest", IntentDigest.ToString()),
        ("signature", Base64UrlText.Write(Value.Span)),
        ("signingHash", SigningHash.ToString()));

    internal static ColdSignature[] ReadAll(ref MemberReader read, string name)
    {
        CanonicalObject[] objects = read.Objects(name, 0, ColdSigner.WaitingMax);
        ColdSignature[] signatures = new ColdSignature[objects.Length];
        for (int i = 0; i < objects.Length; i++)
        {
            MemberReader one = new(objects[i], read.PathOf(name));
            signatures[i] = new ColdSignature(
                one.Digest("intentDigest"),
                one.Parse<Hash32>("signingHash", LeafReader.TryParseHash),
                one.Bytes("signature", ValueBytes));
            one.Require(
                signatures[i].Value.Length == ValueBytes,
                JsonRefusals.MalformedValue(one.PathOf("signature"), "65 bytes"));
            one.TryEnd(out Refusal? refusal);
            read.Keep(refusal);
        }

        return signatures;
    }
}
