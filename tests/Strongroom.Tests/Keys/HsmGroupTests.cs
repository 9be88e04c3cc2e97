using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;
using Strongroom.Signer.Keys;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Keys;

/// <summary>
/// Three tokens under load while one of them fails in every way: each caller gets one signature that verifies, or for a
/// wrapped seed the one seed, and the token comes back when it is repaired.
/// </summary>
public sealed class HsmGroupTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [TokenTheory]
    [InlineData("error")]
    [InlineData("lost")]
    [InlineData("removed")]
    [InlineData("hang")]
    [InlineData("altered")]
    public void Loses_and_doubles_no_signature_while_a_token_fails_under_load(string fault)
    {
        using FaultyToken faulty = new();
        using HsmGroup group = Open(faulty);
        Dictionary<string, TokenKeyPair> pairs = PairsOf(group);
        ConcurrentBag<(string Token, byte[] Digest, byte[] Signature)> signed = [];
        byte[][] digests = [.. Enumerable.Range(0, 600).Select(_ => RandomBytes.Create(32))];
        int done = 0;
        Parallel.For(0, digests.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (Interlocked.Increment(ref done) == 150) faulty.Fail(fault);
            signed.Add(group.Run((token, _) =>
                (token.Settings.Label, digests[i], pairs[token.Settings.Label].Sign(digests[i]))));
        });

        signed.Count.ShouldBe(digests.Length);
        signed.Select(each => Convert.ToHexString(each.Digest)).Distinct().Count().ShouldBe(digests.Length);
        foreach ((string token, byte[] digest, byte[] signature) in signed)
        {
            Secp256k1PublicKey.TryParse(pairs[token].PublicKey, out Secp256k1PublicKey? key).ShouldBeTrue();
            key.VerifyEcdsa(digest, signature).ShouldBeTrue();
        }

        faulty.Repair();
        AwaitHealthy(group, 3);
        string[] after = [.. Enumerable.Range(0, 60).Select(_ => group.Run((token, _) => token.Settings.Label))];
        after.Distinct().Order().ShouldBe([TestTokens.HongKong, TestTokens.Lyon, TestTokens.Paris]);
        foreach (TokenKeyPair pair in pairs.Values) pair.Destroy();
    }

    [TokenFact]
    public void Opens_the_seed_with_any_token_that_is_left_and_says_so_when_none_is()
    {
        using FaultyToken faulty = new();
        byte[] genesis = RandomBytes.Create(32);
        using HsmGroup group = Open(faulty);
        SealSeed.TryRun(group, genesis, out WrappedSeed? wrapped, out _).ShouldBeTrue();
        wrapped.Seals.Count.ShouldBe(3);
        wrapped.Seals.Select(seal => seal.Seed).Distinct().Count().ShouldBe(3, "each token has a seal of its own");
        Keystore.HsmWrapped.TryOpen(group, wrapped, genesis, out Keystore.HsmWrapped? keystore, out _).ShouldBeTrue();
        byte[] first = AddressAt(keystore, 0);
        faulty.Fail("removed");
        for (uint i = 0; i < 12; i++) AddressAt(keystore, 0).ShouldBe(first);
        group.HealthyCount.ShouldBe(2);
        faulty.Repair();
        AwaitHealthy(group, 3);
        AddressAt(keystore, 0).ShouldBe(first);
        AddressAt(keystore, 1).ShouldNotBe(first);
        foreach (GroupToken token in group.Tokens)
        {
            byte[] kek = wrapped.Seals.Single(seal => seal.Serial == token.Facts!.Serial).KekId;
            token.Run(connection => KeyTemplates.DestroyAll(connection, kek)).ShouldBe(1);
        }

        Should.Throw<TokenException>(() => keystore.Derive([0x8000_0000, 0, 0]));
    }

    [TokenFact]
    public void Uses_the_interface_of_version_three_where_a_library_has_one()
    {
        TestTokens.Loaded.ShouldNotBeNull();
        using FaultyToken faulty = new();
        using Pkcs11Module module = Pkcs11Module.Load(faulty.Module);
        module.FunctionListVersion.ShouldBe("3.0");
        module.Interfaces.Single().ShouldStartWith("PKCS 11 ");
        module.Tokens().ShouldContain(token => token.Label == TestTokens.Lyon);
    }

    [Fact]
    public void Takes_one_pin_for_all_tokens_or_one_for_each()
    {
        using SecretBytes one = SecretBytes.CopyOf("same-for-all"u8), each = SecretBytes.CopyOf("first second"u8);
        PinOf(one, 1, 3).ShouldBe("same-for-all");
        PinOf(each, 0, 2).ShouldBe("first");
        PinOf(each, 1, 2).ShouldBe("second");
        PinOf(each, 0, 3).ShouldBe("first second", "a PIN may hold a space where the number does not fit");
    }

    private static string PinOf(SecretBytes line, int index, int count)
    {
        using SecretBytes pin = TokenPins.Take(line, index, count);
        return pin.Use(bytes => System.Text.Encoding.UTF8.GetString(bytes));
    }

    private static HsmGroup Open(FaultyToken faulty)
    {
        TestTokens.Loaded.ShouldNotBeNull();
        HsmSettings settings = HsmKeystoreTests.SettingsOf(TestTokens.Paris, TestTokens.Lyon, TestTokens.HongKong);
        settings = settings with
        {
            Sessions = 3,
            DeadlineSeconds = 2,
            Tokens = [settings.Tokens[0], settings.Tokens[1] with { Module = faulty.Module }, settings.Tokens[2]],
        };
        using SecretBytes pin = SecretBytes.CopyOf(TestTokens.Pin);
        HsmGroup.TryOpen(settings, pin, (TimeProvider.System, NullLogger.Instance), out HsmGroup? group, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return group!;
    }

    private static Dictionary<string, TokenKeyPair> PairsOf(HsmGroup group) => group.Tokens.ToDictionary(
        token => token.Settings.Label,
        token => token.Run(connection => TokenKeyPair.Generate(
            connection, MechanismProfile.Standard, TokenCurve.Secp256k1, "group")));

    private static byte[] AddressAt(Keystore keystore, uint account)
    {
        using AccountKey key = keystore.Derive([0x8000_0000 + account, 0, 0]);
        return key.PublicKey.ToCompressed();
    }

    private static void AwaitHealthy(HsmGroup group, int count)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (group.HealthyCount < count && waited.Elapsed < _patience) Thread.Sleep(50);
        group.HealthyCount.ShouldBe(count);
    }
}
