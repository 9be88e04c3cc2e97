using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Strongroom.Cli.Http;

/// <summary>
/// Which Server to call and with which API key: a JSON file named by --profile or STRONGROOM_PROFILE.
/// Relative paths in it are relative to the file.
/// </summary>
/// <param name="Server">https URL of the API.</param>
/// <param name="KeyId">The id that the Server gave the API key.</param>
/// <param name="KeyFile">Ed25519 private key, PKCS#8 PEM, mode 0600.</param>
/// <param name="CaFile">PEM of the only authority trusted for the Server; absent: the system's.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiProfile(Uri Server, string KeyId, string KeyFile, string? CaFile = null)
{
    internal const string Variable = "STRONGROOM_PROFILE";

    internal static Option<string?> Option() => new("--profile")
    {
        Description = $"the API profile's file (or {Variable})", Recursive = true,
    };

    internal static bool TryOpen(
        string? path, [NotNullWhen(true)] out ApiProfile? profile, [NotNullWhen(false)] out Refusal? refusal)
    {
        profile = null;
        path ??= Environment.GetEnvironmentVariable(Variable);
        refusal = new Refusal(
            CliRefusal.Profile, "the API profile cannot be read", "profile",
            "JSON with server, keyId, keyFile, caFile");
        if (path is null || !File.Exists(path)) return false;
        try
        {
            ApiProfile? read =
                JsonSerializer.Deserialize(File.ReadAllBytes(path), ProfileJson.Default.ApiProfile);
            if (read is null || read.Server.Scheme != Uri.UriSchemeHttps) return false;
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            profile = read with
            {
                KeyFile = Path.Combine(folder, read.KeyFile),
                CaFile = read.CaFile is null ? null : Path.Combine(folder, read.CaFile),
            };
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
