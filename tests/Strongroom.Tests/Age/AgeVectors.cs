using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Strongroom.Cryptography.Age;
using Strongroom.Tests.Chains;
using Xunit.Abstractions;

namespace Strongroom.Tests.Age;

/// <summary>The test kit of the age format (C2SP CCTV), out of its npm package: all files for X25519 keys.</summary>
public sealed class AgeVectors(ITestOutputHelper output)
{
    [PeerFact]
    public async Task Files_of_the_test_kit_open_or_are_refused_for_the_named_reason()
    {
        string script = Repository.PathOf("tests", "Strongroom.Tests", "Age", "age-testkit.mjs");
        int cases = 0;
        int others = 0;
        foreach (JsonElement test in await NodePeer.ReadAsync(script))
        {
            if (IsOurs(test))
            {
                Check(test);
                cases++;
            }
            else
            {
                others++;
            }
        }

        output.WriteLine($"vectors: cctv-age: {cases} cases");
        output.WriteLine($"not applicable: {others} cases, for passphrases, armor and keys of other types");
        cases.ShouldBeGreaterThan(60);
    }

    private static bool IsOurs(JsonElement test)
    {
        JsonElement fields = test.GetProperty("fields");
        if (fields.TryGetProperty("passphrase", out _) || fields.TryGetProperty("armored", out _)) return false;
        return Identities(fields).All(text => text.StartsWith("AGE-SECRET-KEY-1", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Identities(JsonElement fields) =>
        fields.TryGetProperty("identity", out JsonElement found)
            ? found.EnumerateArray().Select(text => text.GetString()!) : [];

    private static void Check(JsonElement test)
    {
        string name = test.GetProperty("name").GetString()!;
        JsonElement fields = test.GetProperty("fields");
        byte[] file = test.GetProperty("file").GetBytesFromBase64();
        byte[] plain = new byte[file.Length];
        string[] texts = [.. Identities(fields)];
        using AgeIdentity identity = Parse(texts.Length > 0 ? texts[0] : null);
        AgeOutcome outcome = AgeFile.Decrypt(file, identity, plain, out int written);
        outcome.ShouldBe(Expected(fields.GetProperty("expect")[0].GetString()!), name);
        if (outcome == AgeOutcome.Opened)
        {
            string hash = fields.GetProperty("payload")[0].GetString()!;
            Convert.ToHexStringLower(SHA256.HashData(plain.AsSpan(0, written))).ShouldBe(hash, name);
        }
        else
        {
            plain.ShouldAllBe(part => part == 0, name);
        }
    }

    private static AgeIdentity Parse(string? text)
    {
        if (text is null) return AgeIdentity.Generate();
        AgeIdentity.TryParse(Encoding.ASCII.GetBytes(text), out AgeIdentity? identity).ShouldBeTrue();
        return identity;
    }

    private static AgeOutcome Expected(string words) => words switch
    {
        "success" => AgeOutcome.Opened,
        "header failure" => AgeOutcome.BadHeader,
        "no match" => AgeOutcome.NoMatch,
        "HMAC failure" => AgeOutcome.BadMac,
        "payload failure" => AgeOutcome.BadPayload,
        _ => throw new InvalidOperationException(words),
    };
}
