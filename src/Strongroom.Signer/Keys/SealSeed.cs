using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// A founding with tokens: a seed from the random generators of every token and of this machine, sealed under
/// a fresh key of each token. Every token must be there.
/// </summary>
internal static class SealSeed
{
    private const int TokenRandomBytes = 64;

    internal static bool TryRun(
        HsmGroup group, byte[] genesis, [NotNullWhen(true)] out WrappedSeed? wrapped,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        wrapped = null;
        refusal = null;
        List<SeedSeal> seals = [];
        try
        {
            using SecretBytes seed = Mix(group, genesis);
            foreach (GroupToken token in group.Tokens) seals.Add(SealFor(token, seed, genesis));
        }
        catch (TokenException problem)
        {
            Forget(group, seals);
            refusal = new Refusal(SignerRefusal.TokenRefused,
                $"A token does not make or use its key: {problem.Message}.", "hsm.json",
                "every token of the group, with AES key generation and AES-GCM");
            return false;
        }

        wrapped = new WrappedSeed(
            WrappedSeed.SchemaName, WrappedSeed.WrappedLevel, Convert.ToHexStringLower(genesis), seals);
        return true;
    }

    /// <summary>
    /// HKDF-SHA-512 over the bytes of every generator: as good as the best of them, and no token alone
    /// chooses the seed.
    /// </summary>
    private static SecretBytes Mix(HsmGroup group, byte[] genesis)
    {
        int length = (group.Tokens.Count + 1) * TokenRandomBytes;
        using SecretBytes sources = SecretBytes.New(length, out Span<byte> content);
        RandomBytes.Fill(content[..TokenRandomBytes]);
        for (int i = 0; i < group.Tokens.Count; i++)
        {
            using SecretBytes drawn = group.Tokens[i].Run(Draw);
            using SecretLease lease = drawn.Open();
            lease.Span.CopyTo(content[((i + 1) * TokenRandomBytes)..]);
        }

        SecretBytes seed = SecretBytes.New(WrappedSeed.SeedBytes, out Span<byte> mixed);
        Hkdf.DeriveSha512(content, genesis, "strongroom/seed/v1"u8, mixed);
        return seed;
    }

    private static SecretBytes Draw(TokenConnection connection) => connection.Run(session =>
    {
        SecretBytes drawn = SecretBytes.New(TokenRandomBytes, out Span<byte> bytes);
        session.FillRandom(bytes);
        return drawn;
    });

    private static SeedSeal SealFor(GroupToken token, SecretBytes seed, byte[] genesis) =>
        token.Run(connection =>
        {
            TokenFacts facts = connection.Facts;
            if (facts.Serial.Length == 0 || facts.Serial != WordOf(facts.Serial))
                throw new TokenException(
                    token.Settings.Label, "no serial number to know it by", TokenFault.Dishonest);
            TokenKek kek = TokenKek.Generate(connection, token.Mechanisms, WrappedSeed.KekLabelOf(genesis));
            byte[] nonce = RandomBytes.Create(TokenKek.NonceBytes);
            byte[] sealedSeed = kek.Seal(seed, nonce, WrappedSeed.ContextOf(genesis, facts.Serial));
            TokenFact fact = new(
                facts.Serial, WordOf(facts.Label), WordOf(facts.Model), WordOf(facts.Firmware),
                token.Settings.Site, token.Settings.Country);
            return new SeedSeal(
                fact, Base64Url.EncodeToString(kek.Id), Base64Url.EncodeToString(nonce),
                Base64Url.EncodeToString(sealedSeed));
        });

    /// <summary>A token's words go into the record, which takes no empty and no odd ones.</summary>
    private static string WordOf(string text) => text.Length == 0
        ? "unknown"
        : string.Concat(text.Select(each => char.IsBetween(each, ' ', '~') ? each : '?'));

    /// <summary>A founding that fails leaves no key behind where the token still answers.</summary>
    private static void Forget(HsmGroup group, List<SeedSeal> seals)
    {
        foreach (SeedSeal seal in seals)
        {
            foreach (GroupToken token in group.Tokens)
            {
                if (token.Facts?.Serial != seal.Serial) continue;
                try
                {
                    token.Run(connection => KeyTemplates.DestroyAll(connection, seal.KekId));
                }
                catch (TokenException)
                {
                    // The refusal names the first failure; a key that stays opens nothing that exists.
                }
            }
        }
    }
}
