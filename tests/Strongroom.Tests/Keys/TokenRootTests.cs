using System.Security.Cryptography;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Pkcs11;

namespace Strongroom.Tests.Keys;

/// <summary>Roots that are born in a token, what becomes of their children, and tokens that lie about them.</summary>
public sealed class TokenRootTests
{
    private static readonly KeyName _name = new([.. Enumerable.Repeat((byte)7, 16)], "strongroom root test");

    [Fact]
    public void A_root_that_is_born_in_a_token_stays_there_and_its_seed_is_gone()
    {
        using DerivingToken token = new();
        using Pkcs11Module module = Pkcs11Module.Load(token.Module);
        using TokenConnection connection = DerivingToken.Open(module);
        TokenRoot born = TokenRoot.Generate(connection, DerivingToken.Profile, _name);
        born.Prove();
        connection.Run(session =>
        {
            session.Find(new AttributeTemplate().Number(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY)).ShouldBeEmpty("the seed is destroyed");
            ulong root = session.Find(KeyTemplates.ByName(Ck.CKO_PRIVATE_KEY, _name)).Single();
            session.ReadAttribute(root, Ck.CKA_VALUE).ShouldBeNull();
            session.ReadAttribute(root, Bip32Numbers.Luna7.ChainCode).ShouldBeNull();
            session.ReadAttribute(root, Ck.CKA_NEVER_EXTRACTABLE).ShouldBe([1]);
            Should.Throw<TokenException>(() => session.Sign(Ck.CKM_ECDSA, root, new byte[32])).Fault.ShouldBe(TokenFault.Denied);
            return true;
        });
        TokenRoot.TryFind(connection, DerivingToken.Profile, (_name, TokenCurve.Secp256k1), out TokenRoot? found).ShouldBeTrue();
        found.PublicKey.Encoded.ToArray().ShouldBe(born.PublicKey.Encoded.ToArray());
        born.Destroy();
        TokenRoot.TryFind(connection, DerivingToken.Profile, (_name, TokenCurve.Secp256k1), out _).ShouldBeFalse();
    }

    [Fact]
    public void Keeps_a_bounded_number_of_children_and_derives_them_again_after_a_loss()
    {
        using DerivingToken token = new();
        using Pkcs11Module module = Pkcs11Module.Load(token.Module);
        using TokenConnection connection = DerivingToken.Open(module);
        TokenRoot root = TokenRoot.Generate(connection, DerivingToken.Profile, _name);
        Parallel.For(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
            SignAt(root, DerivationPath.FromNumbers([DerivationPath.HardenedOffset + (uint)i, 0])));
        root.ChildrenKept.ShouldBe(TokenChildren.KeptMax);
        connection.Run(session =>
        {
            // Private keys are found 64 at a time: the root and those kept are more, public halves are none.
            session.Find(new AttributeTemplate().Number(Ck.CKA_CLASS, Ck.CKO_PUBLIC_KEY)).Count.ShouldBe(1, "the root's");
            return true;
        });
        int tries = 0;
        connection.Run(session =>
        {
            if (tries++ == 0) session.Close();
            return session.ReadAttribute(session.Find(KeyTemplates.ByName(Ck.CKO_PRIVATE_KEY, _name))[0], Ck.CKA_ID);
        });
        tries.ShouldBe(2);
        SignAt(root, DerivationPath.FromNumbers([DerivationPath.HardenedOffset + 599, 0]));
        root.ChildrenKept.ShouldBe(1, "the others went with their sessions");
    }

    [Theory]
    [InlineData("extractable")]
    [InlineData("child")]
    public void Keeps_no_root_of_a_token_that_lies(string lie)
    {
        using DerivingToken token = new();
        using Pkcs11Module module = Pkcs11Module.Load(token.Module);
        using TokenConnection connection = DerivingToken.Open(module);
        token.Fail(lie);
        Should.Throw<TokenException>(() => TokenRoot.Generate(connection, DerivingToken.Profile, _name).Prove())
            .Fault.ShouldBe(TokenFault.Dishonest);
    }

    [Fact]
    public void Counts_a_token_without_numbers_as_one_that_cannot_derive()
    {
        using DerivingToken token = new();
        using Pkcs11Module module = Pkcs11Module.Load(token.Module);
        using TokenConnection connection = DerivingToken.Open(module);
        Should.Throw<TokenException>(() => TokenRoot.Generate(connection, MechanismProfile.Standard, _name))
            .Fault.ShouldBe(TokenFault.Unsupported);
    }

    internal static void SignAt(TokenRoot root, DerivationPath path)
    {
        uint[] numbers = path.Numbers.ToArray();
        byte[] digest = RandomNumberGenerator.GetBytes(32);
        TokenPublicKey key = root.NodeAt(numbers).PublicKey;
        byte[] signature = root.Sign(numbers, key, digest, out int id);
        signature.Length.ShouldBe(64);
        if (root.Curve == TokenCurve.Secp256k1) key.ToSecp256k1().VerifyEcdsa(digest, signature).ShouldBeTrue();
        (id >= 0).ShouldBe(root.Curve == TokenCurve.Secp256k1);
    }
}
