using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// The numbers by which a token knows its mechanisms, and how it wants the Edwards curve named. What a file
/// leaves out is the standard's. EdwardsParams is "oid", "name", or null: the printable name is tried first,
/// then the OID. Bip32 is null where the token derives no keys.
/// </summary>
internal sealed record MechanismProfile(
    ulong EcKeyPairGen = Ck.CKM_EC_KEY_PAIR_GEN,
    ulong Ecdsa = Ck.CKM_ECDSA,
    ulong EdwardsKeyPairGen = Ck.CKM_EC_EDWARDS_KEY_PAIR_GEN,
    ulong Eddsa = Ck.CKM_EDDSA,
    ulong AesKeyGen = Ck.CKM_AES_KEY_GEN,
    ulong AesGcm = Ck.CKM_AES_GCM,
    string? EdwardsParams = null,
    Bip32Numbers? Bip32 = null)
{
    private const int FileBytesMax = 4096;

    internal static MechanismProfile Standard { get; } = new();

    /// <summary>A JSON object of these members; false for anything else.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out MechanismProfile? profile)
    {
        profile = null;
        if (json.Length > FileBytesMax) return false;
        try
        {
            profile = JsonSerializer.Deserialize(json, MechanismProfileJson.Default.MechanismProfile);
        }
        catch (JsonException)
        {
            return false;
        }

        if (profile?.EdwardsParams is null or "oid" or "name") return profile is not null;
        profile = null;
        return false;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(MechanismProfile))]
internal sealed partial class MechanismProfileJson : JsonSerializerContext;
