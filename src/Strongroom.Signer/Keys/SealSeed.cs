using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// A founding with tokens: a seed from the random generators of every token and of this machine, sealed under
/// a fresh key of each token. Every token must be there.
/// </summary>
internal static class SealSeed
{
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
            foreach (GroupToken token in group.Tokens)
                seals.Add(token.Run(
                    connection => SeedSeal.Make(connection, token.Settings, seed, genesis)));
        }
        catch (TokenException problem)
        {
            Forget(group, seals);
            refusal = new Refusal(SignerRefusal.TokenRefused,
                $"A token does not make or use its key: {problem.Message}.", "hsm.json",
                "every token of the group, with AES key generation and AES-GCM");
            return false;
        }

        wrapped = WrappedSeed.Of(genesis, seals);
        return true;
    }

    /// <summary>
    /// HKDF-SHA-512 over the bytes of every generator: as good as the best of them, and no token alone
    /// chooses the seed.
    /// </summary>
    private static SecretBytes Mix(HsmGroup group, byte[] genesis)
    {
        int length = (group.Tokens.Count + 1) * TokenRandom.DrawBytes;
        using SecretBytes sources = SecretBytes.New(length, out Span<byte> content);
        RandomBytes.Fill(content[..TokenRandom.DrawBytes]);
        for (int i = 0; i < group.Tokens.Count; i++)
        {
            using SecretBytes drawn = group.Tokens[i].Run(TokenRandom.Draw);
            using SecretLease lease = drawn.Open();
            lease.Span.CopyTo(content[((i + 1) * TokenRandom.DrawBytes)..]);
        }

        SecretBytes seed = SecretBytes.New(WrappedSeed.SeedBytes, out Span<byte> mixed);
        Hkdf.DeriveSha512(content, genesis, "strongroom/seed/v1"u8, mixed);
        return seed;
    }

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
