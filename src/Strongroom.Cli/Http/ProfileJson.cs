using System.Text.Json.Serialization;

namespace Strongroom.Cli.Http;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ApiProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
