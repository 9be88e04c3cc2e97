using System.Security.Cryptography;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Tests.Pkcs11;

/// <summary>The binding against SoftHSM2: tokens, PINs, key pairs, signatures, sessions.</summary>
public sealed class TokenTests
{
    private static readonly MechanismProfile _standard = MechanismProfile.Standard;

    [TokenFact]
    public void Says_what_the_module_and_its_tokens_are()
    {
        TestTokens.Loaded.FunctionListVersion.ShouldBe("2.40");
        TestTokens.Loaded.Interfaces.ShouldBeEmpty();
        TokenFacts paris = TestTokens.Loaded.Tokens().Single(token => token.Label == TestTokens.Paris);
        paris.Manufacturer.ShouldBe("SoftHSM project");
        paris.Serial.Length.ShouldBe(16);
        TestTokens.Run("pkcs11-tool", "--module", TestTokens.Module, "-L").ShouldContain(paris.Serial);
    }

    [TokenFact]
    public void Refuses_an_unknown_token_and_a_wrong_pin_by_name()
    {
        using SecretBytes pin = SecretBytes.CopyOf("wrong horse"u8);
        Should.Throw<TokenException>(() =>
            TokenConnection.Open(TestTokens.Loaded, new TokenName("nowhere"), pin, TokenLimits.Usual))
            .Fault.ShouldBe(TokenFault.TokenLost);
        // A token that nobody else has open: a login counts for the whole process.
        TokenException wrong = Should.Throw<TokenException>(() => TokenConnection.Open(
            TestTokens.Loaded, new TokenName(TestTokens.LoggedOut), pin, TokenLimits.Usual));
        wrong.Code.ShouldBe("CKR_PIN_INCORRECT");
        wrong.Fault.ShouldBe(TokenFault.Denied);
        wrong.ToString().ShouldNotContain("horse");
    }

    [TokenTheory]
    [InlineData("Secp256k1")]
    [InlineData("P256")]
    [InlineData("Ed25519")]
    public void Signs_what_the_other_library_verifies(string curve) => SignMany(Enum.Parse<TokenCurve>(curve), 200);

    [TokenTheory]
    [Trait("Tier", "Long")]
    [InlineData("Secp256k1")]
    [InlineData("P256")]
    [InlineData("Ed25519")]
    public void Signs_a_hundred_thousand_times(string curve) => SignMany(Enum.Parse<TokenCurve>(curve), 100_000);

    [TokenFact]
    public void Finds_a_key_pair_again_and_destroys_it()
    {
        using TokenConnection token = TestTokens.Open(TestTokens.Paris);
        TokenKeyPair pair = TokenKeyPair.Generate(token, _standard, TokenCurve.Secp256k1, "found again");
        TokenKeyPair.TryFind(token, _standard, (TokenCurve.Secp256k1, pair.Id), out TokenKeyPair? again).ShouldBeTrue();
        again.PublicKey.ToArray().ShouldBe(pair.PublicKey.ToArray());
        byte[] digest = RandomBytes.Create(32);
        byte[] signature = again.Sign(digest, out int recoveryId);
        Secp256k1PublicKey.TryRecover(digest, signature, recoveryId, out Secp256k1PublicKey? recovered).ShouldBeTrue();
        recovered.ToUncompressed().ShouldBe(pair.PublicKey.ToArray());
        pair.Destroy();
        TokenKeyPair.TryFind(token, _standard, (TokenCurve.Secp256k1, pair.Id), out _).ShouldBeFalse();
    }

    [TokenFact]
    public void Names_a_mechanism_that_the_token_does_not_have()
    {
        using TokenConnection token = TestTokens.Open(TestTokens.Paris);
        MechanismProfile vendor = _standard with { EcKeyPairGen = 0x8000_0e09 };
        TokenException refused = Should.Throw<TokenException>(() =>
            TokenKeyPair.Generate(token, vendor, TokenCurve.Secp256k1, "vendor"));
        refused.Code.ShouldBe("CKR_MECHANISM_INVALID");
        refused.Fault.ShouldBe(TokenFault.Unsupported);
    }

    [TokenFact]
    public void Opens_a_lost_session_again_and_repeats_the_operation_once()
    {
        using TokenConnection token = TestTokens.Open(TestTokens.Lyon);
        int tries = 0;
        byte[] random = token.Run(session =>
        {
            if (tries++ == 0) session.Close().ShouldBeTrue();
            byte[] bytes = new byte[32];
            session.FillRandom(bytes);
            return bytes;
        });
        random.ShouldContain(each => each != 0);
        tries.ShouldBe(2);
        token.Recoveries.ShouldBe(1);
        Should.Throw<TokenException>(() => token.Run(session =>
        {
            session.Close();
            session.FillRandom(new byte[8]);
            return 0;
        })).Code.ShouldBe("CKR_SESSION_HANDLE_INVALID");
    }

    [TokenFact]
    public async Task Makes_callers_wait_for_a_session_and_gives_up_in_time()
    {
        using TokenConnection token =
            TestTokens.Open(TestTokens.Lyon, new TokenLimits(1, TimeSpan.FromMilliseconds(200)));
        using SemaphoreSlim started = new(0), finish = new(0);
        Task<int> first = Task.Run(() => token.Run(_ =>
        {
            started.Release();
            finish.Wait();
            return 1;
        }));
        await started.WaitAsync();
        Should.Throw<TokenException>(() => token.Run(_ => 2)).Fault.ShouldBe(TokenFault.Silent);
        finish.Release();
        (await first).ShouldBe(1);
        token.Run(_ => 3).ShouldBe(3);
    }

    private static void SignMany(TokenCurve curve, int count)
    {
        using TokenConnection token = TestTokens.Open(TestTokens.Paris);
        TokenKeyPair pair = TokenKeyPair.Generate(token, _standard, curve, "signs many");
        byte[] publicKey = pair.PublicKey.ToArray();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            byte[] digest = RandomNumberGenerator.GetBytes(32);
            Verify(curve, publicKey, digest, pair.Sign(digest)).ShouldBeTrue();
        });
        pair.Destroy();
    }

    private static bool Verify(TokenCurve curve, byte[] publicKey, byte[] digest, byte[] signature)
    {
        if (curve == TokenCurve.Ed25519) return Ed25519.Verify(publicKey, digest, signature);
        if (curve == TokenCurve.Secp256k1)
            return Secp256k1PublicKey.TryParse(publicKey, out Secp256k1PublicKey? key)
                && key.VerifyEcdsa(digest, signature, requireLowS: true);
        P256PublicKey.TryParse(publicKey, out P256PublicKey? parsed).ShouldBeTrue();
        using (parsed) return parsed.Verify(digest, signature);
    }
}
