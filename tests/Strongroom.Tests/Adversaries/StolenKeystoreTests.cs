using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// The keystore file, or the whole data folder, without the unlock secret; and the keystore with the secret, under an
/// institution of the thief's own making. No Signer starts, so no leaf is written: the refusal is all there is to see.
/// </summary>
public sealed class StolenKeystoreTests : IAsyncLifetime
{
    private SignerHarness harness = null!;

    public async Task InitializeAsync() => harness = await SignerHarness.FoundedAsync();

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Theory]
    [InlineData("correct horse batterz")]
    [InlineData("correct horse battery ")]
    [InlineData("c")]
    public async Task Does_not_open_without_the_unlock_secret(string guess) => await MustStayShutAsync(
        SignerRefusal.KeystoreSealed, Encoding.UTF8.GetBytes(guess));

    [Fact]
    public async Task Does_not_open_under_an_institution_of_the_thief_even_with_the_secret()
    {
        await using SignerHarness mine = await SignerHarness.FoundedAsync();
        File.Copy(new DataFolder(harness.Data).Keystore, new DataFolder(mine.Data).Keystore, overwrite: true);
        (await mine.OpenAsync(mine.Data)).Refusal!.Code.ShouldBe(SignerRefusal.KeystoreOtherGenesis);
        JsonObject renamed = JsonNode.Parse(File.ReadAllBytes(new DataFolder(mine.Data).Keystore))!.AsObject();
        renamed["genesis"] = mine.Genesis.ToString();
        File.WriteAllText(new DataFolder(mine.Data).Keystore, renamed.ToJsonString());
        (await mine.OpenAsync(mine.Data)).Refusal!.Code.ShouldBe(SignerRefusal.KeystoreSealed);
    }

    [Theory]
    [InlineData("salt")]
    [InlineData("nonce")]
    [InlineData("seed")]
    [InlineData("genesis")]
    [InlineData("passes")]
    [InlineData("memoryKibibytes")]
    [InlineData("level")]
    public async Task Does_not_open_when_anything_in_it_was_altered(string member)
    {
        string path = new DataFolder(harness.Data).Keystore;
        JsonObject keystore = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
        string code = member switch
        {
            "genesis" => SignerRefusal.KeystoreOtherGenesis,
            "level" => SignerRefusal.KeystoreMalformed,
            _ => SignerRefusal.KeystoreSealed,
        };
        if (keystore[member]!.GetValueKind() == System.Text.Json.JsonValueKind.Number)
        {
            keystore[member] = keystore[member]!.GetValue<int>() + 1;
        }
        else
        {
            string text = keystore[member]!.GetValue<string>();
            keystore[member] = (text[0] == 'a' ? 'b' : 'a') + text[1..];
        }

        File.WriteAllText(path, keystore.ToJsonString());
        await MustStayShutAsync(code, SignerHarness.Unlock);
    }

    [Fact]
    public async Task Shows_no_seed_and_no_two_files_alike()
    {
        await using SignerHarness other = await SignerHarness.FoundedAsync();
        byte[] genesis = harness.Genesis.ToBytes();
        SealedSeed.TryParse(
            File.ReadAllBytes(new DataFolder(harness.Data).Keystore), out SealedSeed? sealedSeed).ShouldBeTrue();
        using SecretBytes unlock = SecretBytes.CopyOf(SignerHarness.Unlock);
        sealedSeed!.TryOpen(unlock, genesis, out SecretBytes? seed).ShouldBeTrue();
        using (seed) MustNotBeOnTheDisk(seed!);
        JsonNode.Parse(File.ReadAllBytes(new DataFolder(other.Data).Keystore))!["seed"]!.GetValue<string>()
            .ShouldNotBe(sealedSeed.Seed);
    }

    private void MustNotBeOnTheDisk(SecretBytes seed)
    {
        using SecretLease lease = seed.Open();
        byte[] raw = lease.Span.ToArray();
        byte[][] forms =
        [
            raw, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(raw)), Encoding.ASCII.GetBytes(Convert.ToBase64String(raw)[..80]),
        ];
        foreach (string file in Directory.EnumerateFiles(harness.Data, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            foreach (byte[] form in forms) bytes.AsSpan().IndexOf(form).ShouldBe(-1, file);
        }
    }

    private async Task MustStayShutAsync(string code, byte[] secret)
    {
        (SignerInstance? signer, Refusal? refusal) = await harness.OpenAsync(harness.Data, secret);
        signer.ShouldBeNull();
        refusal!.Code.ShouldBe(code);
        byte[] segment = File.ReadAllBytes(Path.Combine(new DataFolder(harness.Data).Journal, "segment"));
        segment.AsSpan().IndexOf("\"action\":\"started\""u8).ShouldBe(-1, "a Signer that did not open writes nothing");
    }
}
