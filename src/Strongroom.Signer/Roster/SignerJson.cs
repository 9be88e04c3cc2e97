using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Strongroom.Signer.Keys;

namespace Strongroom.Signer.Roster;

/// <summary>What the commands print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PreparedJournal))]
[JsonSerializable(typeof(FoundedInstitution))]
[JsonSerializable(typeof(AddedKeystore))]
internal sealed partial class SignerJson : JsonSerializerContext
{
    /// <summary>Vkeys hold a plus sign, which a console may see as it is.</summary>
    internal static SignerJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
