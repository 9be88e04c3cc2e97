using System.Buffers.Text;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>The seed under one token's key, and which token that is.</summary>
internal sealed record SeedSeal(PlacedToken Token, string Kek, string Nonce, string Seed)
{
    internal string Serial => Token.Serial;

    internal byte[] KekId => Base64Url.DecodeFromChars(Kek);

    /// <summary>
    /// Makes a fresh key in the token, reads back what it is, and seals the seed under it. Throws where the
    /// token will not, or has no serial number to know it by. The key's id is random unless it is given.
    /// </summary>
    internal static SeedSeal Make(
        TokenConnection connection, HsmTokenSettings settings, SecretBytes seed, byte[] genesis,
        byte[]? kekId = null)
    {
        PlacedToken token = PlacedToken.Of(connection.Facts, settings);
        KeyName name = new(
            kekId ?? RandomBytes.Create(TokenKeyPair.IdBytes), WrappedSeed.KekLabelOf(genesis));
        TokenKek kek = TokenKek.Generate(connection, settings.Mechanisms ?? MechanismProfile.Standard, name);
        byte[] nonce = RandomBytes.Create(TokenKek.NonceBytes);
        try
        {
            byte[] sealedSeed = kek.Seal(seed, nonce, WrappedSeed.ContextOf(genesis, token.Serial));
            return new SeedSeal(
                token, Base64Url.EncodeToString(kek.Id), Base64Url.EncodeToString(nonce),
                Base64Url.EncodeToString(sealedSeed));
        }
        catch (TokenException)
        {
            kek.Destroy();
            throw;
        }
    }

    /// <summary>The seed, from the token that this seal is for; throws where that key is not there.</summary>
    internal SecretBytes Open(TokenConnection connection, MechanismProfile mechanisms, byte[] genesis)
    {
        KeyName name = new(KekId, WrappedSeed.KekLabelOf(genesis));
        if (!TokenKek.TryFind(connection, mechanisms, name, out TokenKek? kek))
            throw new TokenException(
                connection.Facts.Label, "the key is not in the token", TokenFault.CiphertextRefused);
        return kek.Open(
            Base64Url.DecodeFromChars(Seed), Base64Url.DecodeFromChars(Nonce),
            WrappedSeed.ContextOf(genesis, Serial));
    }

    internal bool IsWellFormed() =>
        HasBytes(Kek, TokenKeyPair.IdBytes)
        && HasBytes(Nonce, TokenKek.NonceBytes)
        && HasBytes(Seed, WrappedSeed.SeedBytes + TokenKek.TagBytes);

    private static bool HasBytes(string text, int count) =>
        Base64Url.IsValid(text, out int decoded) && decoded == count;
}
