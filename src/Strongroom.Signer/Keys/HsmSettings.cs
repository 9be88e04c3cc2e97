// hsm.json: {"schema":"strongroom/hsm/v1","sessions":4,"deadlineSeconds":5,
//   "tokens":[{"module":"/path.so","label":"…","serial":"…","site":"…","country":"FR","mechanisms":{…}}]}
// sessions, deadlineSeconds, serial and mechanisms may be left out. docs/operating/hsm.md.
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>The tokens of a Signer's group, and where each stands.</summary>
internal sealed record HsmSettings(
    string Schema, IReadOnlyList<HsmTokenSettings> Tokens, int Sessions = 4, int DeadlineSeconds = 5)
{
    internal const string SchemaName = "strongroom/hsm/v1";
    internal const int TokensMax = 8;
    private const int FileBytesMax = 16_384;
    private const int DeadlineSecondsMax = 60;

    internal static bool TryParse(
        ReadOnlySpan<byte> json, [NotNullWhen(true)] out HsmSettings? settings,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        settings = null;
        refusal = new Refusal(SignerRefusal.HsmSettings, "The settings of the tokens are not understood.",
            "hsm.json", SchemaName);
        if (json.Length > FileBytesMax) return false;
        try
        {
            settings = JsonSerializer.Deserialize(json, HsmJson.Default.HsmSettings);
        }
        catch (JsonException)
        {
            return false;
        }

        if (settings is not null && settings.IsWellFormed())
        {
            refusal = null;
            return true;
        }

        settings = null;
        return false;
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HsmJson.Default.HsmSettings);

    private bool IsWellFormed() =>
        string.Equals(Schema, SchemaName, StringComparison.Ordinal)
        && Tokens.Count is > 0 and <= TokensMax
        && Tokens.All(token => token.IsWellFormed())
        && Tokens.DistinctBy(token => (token.Module, token.Label, token.Serial)).Count() == Tokens.Count
        && Sessions is > 0 and <= TokenConnection.SessionsMax
        && DeadlineSeconds is > 0 and <= DeadlineSecondsMax;
}

/// <summary>One token: the vendor's library, its name there, and the building it stands in.</summary>
internal sealed record HsmTokenSettings(
    string Module, string Label, string Site, string Country, string? Serial = null,
    MechanismProfile? Mechanisms = null)
{
    private const int TextMax = 64;
    private const int PathMax = 1024;

    internal bool IsWellFormed() =>
        Path.IsPathRooted(Module) && Module.Length <= PathMax
        && Label.Length is > 0 and <= TextMax
        && Site.Length is > 0 and <= TextMax
        && Country.Length == 2 && Country.All(char.IsAsciiLetterUpper)
        && Serial is null or { Length: > 0 and <= TextMax }
        && Mechanisms?.EdwardsParams is null or "oid" or "name";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HsmSettings))]
[JsonSerializable(typeof(WrappedSeed))]
internal sealed partial class HsmJson : JsonSerializerContext;
