using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Tests.Pkcs11;

/// <summary>Key-encryption keys: what they seal opens only with everything the same.</summary>
public sealed class TokenKekTests
{
    private static readonly byte[] _nonce = RandomBytes.Create(TokenKek.NonceBytes);
    private static readonly byte[] _context = "one institution"u8.ToArray();

    [TokenFact]
    public void Opens_what_it_sealed_and_nothing_that_differs()
    {
        using TokenConnection token = TestTokens.Open(TestTokens.Paris);
        TokenKek kek = TokenKek.Generate(token, MechanismProfile.Standard, "kek");
        using SecretBytes seed = SecretBytes.Random(64);
        byte[] sealedSeed = kek.Seal(seed, _nonce, _context);
        sealedSeed.Length.ShouldBe(64 + TokenKek.TagBytes);
        TokenKek.TryFind(token, MechanismProfile.Standard, new KeyName(kek.Id, "kek"), out TokenKek? again).ShouldBeTrue();
        using (SecretBytes opened = again.Open(sealedSeed, _nonce, _context))
        using (SecretLease lease = opened.Open())
            seed.FixedTimeEquals(lease.Span).ShouldBeTrue();
        TokenKek.TryFind(token, MechanismProfile.Standard, new KeyName(kek.Id, "other"), out _).ShouldBeFalse();
        MustStayShut(kek, sealedSeed, _nonce, "another institution"u8.ToArray());
        MustStayShut(kek, sealedSeed, RandomBytes.Create(TokenKek.NonceBytes), _context);
        sealedSeed[5] ^= 1;
        MustStayShut(kek, sealedSeed, _nonce, _context);
        kek.Destroy();
        TokenKek.TryFind(token, MechanismProfile.Standard, new KeyName(kek.Id, "kek"), out _).ShouldBeFalse();
    }

    [TokenFact]
    public void Does_not_open_under_the_key_of_another_token()
    {
        using TokenConnection paris = TestTokens.Open(TestTokens.Paris), lyon = TestTokens.Open(TestTokens.Lyon);
        TokenKek one = TokenKek.Generate(paris, MechanismProfile.Standard, "kek");
        TokenKek other = TokenKek.Generate(lyon, MechanismProfile.Standard, "kek");
        using SecretBytes seed = SecretBytes.Random(64);
        byte[] sealedSeed = one.Seal(seed, _nonce, _context);
        MustStayShut(other, sealedSeed, _nonce, _context);
        TokenKek.TryFind(lyon, MechanismProfile.Standard, new KeyName(one.Id, "kek"), out _).ShouldBeFalse();
        one.Destroy();
        other.Destroy();
    }

    /// <summary>A key that another program planted under our id: it wraps besides, or it can leave.</summary>
    [TokenTheory]
    [InlineData(Ck.CKA_WRAP, true)]
    [InlineData(Ck.CKA_UNWRAP, true)]
    [InlineData(Ck.CKA_EXTRACTABLE, true)]
    [InlineData(Ck.CKA_SENSITIVE, false)]
    public void Refuses_a_key_that_can_do_more_than_it_should(ulong attribute, bool value)
    {
        using TokenConnection token = TestTokens.Open(TestTokens.Paris);
        byte[] id = RandomBytes.Create(16);
        ulong[] on = [Ck.CKA_TOKEN, Ck.CKA_PRIVATE, Ck.CKA_ENCRYPT, Ck.CKA_DECRYPT];
        ulong[] off = [Ck.CKA_WRAP, Ck.CKA_UNWRAP, Ck.CKA_SIGN, Ck.CKA_EXTRACTABLE];
        AttributeTemplate template = new AttributeTemplate()
            .Number(Ck.CKA_VALUE_LEN, 32)
            .Bytes(Ck.CKA_ID, id)
            .Bytes(Ck.CKA_LABEL, "planted"u8)
            .Flags(true, on)
            .Flags(false, [.. off.Where(each => each != attribute)])
            .Flags(value, attribute);
        if (attribute != Ck.CKA_SENSITIVE) template.Flags(true, Ck.CKA_SENSITIVE);
        token.Run(session => session.GenerateKey(Ck.CKM_AES_KEY_GEN, template));
        KeyName name = new(id, "planted");
        Should.Throw<TokenException>(() => TokenKek.TryFind(token, MechanismProfile.Standard, name, out _))
            .Fault.ShouldBe(TokenFault.Dishonest);
        KeyTemplates.DestroyAll(token, id).ShouldBe(1);
    }

    private static void MustStayShut(TokenKek kek, byte[] sealedBytes, byte[] nonce, byte[] context) =>
        Should.Throw<TokenException>(() => kek.Open(sealedBytes, nonce, context).Dispose())
            .Fault.ShouldBe(TokenFault.CiphertextRefused);
}
