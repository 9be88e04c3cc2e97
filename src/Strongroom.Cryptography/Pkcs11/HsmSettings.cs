// hsm.json: {"schema":"strongroom/hsm/v1","sessions":4,"deadlineSeconds":5,
//   "tokens":[{"module":"/path.so","label":"…","serial":"…","site":"…","country":"FR","mechanisms":{…}}]}
// A token may have "certificate":"…" and "fips":true besides. sessions, deadlineSeconds, serial, mechanisms,
// certificate and fips may be left out. docs/operating/hsm.md.
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>The tokens of a group, and where each stands.</summary>
internal sealed record HsmSettings(
    string Schema, IReadOnlyList<HsmTokenSettings> Tokens, int Sessions = 4, int DeadlineSeconds = 5)
{
    internal const string SchemaName = "strongroom/hsm/v1";
    internal const int TokensMax = 8;
    internal const int FileBytesMax = 16_384;
    private const int DeadlineSecondsMax = 60;

    /// <summary>Exactly the members of the format, each in its range.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out HsmSettings? settings)
    {
        settings = null;
        if (json.Length > FileBytesMax) return false;
        try
        {
            settings = JsonSerializer.Deserialize(json, HsmJson.Default.HsmSettings);
        }
        catch (JsonException)
        {
            return false;
        }

        if (settings?.IsWellFormed() != true) settings = null;
        return settings is not null;
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

/// <summary>
/// One token: the vendor's library, its name there, the building it stands in, and by the institution's word
/// the number of its certificate and whether it runs in its FIPS mode.
/// </summary>
internal sealed record HsmTokenSettings(
    string Module, string Label, string Site, string Country, string? Serial = null,
    MechanismProfile? Mechanisms = null)
{
    public string? Certificate { get; init; }

    public bool? Fips { get; init; }

    private const int TextMax = 64;
    private const int PathMax = 1024;

    internal bool IsWellFormed() =>
        Path.IsPathRooted(Module) && Module.Length <= PathMax
        && Label.Length is > 0 and <= TextMax
        && Site.Length is > 0 and <= TextMax
        && Country.Length == 2 && Country.All(char.IsAsciiLetterUpper)
        && Serial is null or { Length: > 0 and <= TextMax }
        && (Certificate is null || IsWords(Certificate))
        && Mechanisms?.EdwardsParams is null or "oid" or "name";

    private static bool IsWords(string text) =>
        text.Length is > 0 and <= TextMax && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HsmSettings))]
[JsonSerializable(typeof(WrappedSeed))]
[JsonSerializable(typeof(DerivedRoot))]
internal sealed partial class HsmJson : JsonSerializerContext;
