using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>The root out of a keystore: by its unlock secret, or by any of its tokens.</summary>
internal static class OpenRoot
{
    internal static CanonicalObject? Act(CeremonySecrets table, out Refusal? refusal)
    {
        byte[] file = KeystoreFile.Read(table.Tools.Keystore!);
        if (!TryOpen(table, file, out SecretBytes? root, out refusal)) return null;
        table.Wrapped = WrappedSeed.TryParse(file, out WrappedSeed? wrapped) ? wrapped : null;
        return table.CompareRoot(table.Keep(root), out refusal);
    }

    /// <summary>The caller disposes the root.</summary>
    internal static bool TryOpen(
        CeremonySecrets table, byte[] file, [NotNullWhen(true)] out SecretBytes? root,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        root = null;
        CeremonyTools tools = table.Tools;
        if (WrappedSeed.TryParse(file, out WrappedSeed? wrapped))
            return TryUnwrap(table, wrapped, out root, out refusal);
        refusal = PerformRefusals.Unlock();
        return (tools.KeystoreUnlock ?? tools.Unlock) is { } unlock
            && KeystoreFile.TryOpen(file, unlock, table.Transcript.Intent.Institution, out root, out refusal);
    }

    private static bool TryUnwrap(
        CeremonySecrets table, WrappedSeed wrapped, [NotNullWhen(true)] out SecretBytes? root,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        root = null;
        refusal = PerformRefusals.Hsm();
        if (table.Tools.Tokens is not { } tokens) return false;
        refusal = PerformRefusals.Keystore();
        if (!wrapped.IsFor(table.Genesis)) return false;
        refusal = PerformRefusals.TokenAbsent(wrapped.Seals[0].Token.Label);
        foreach (SeedSeal seal in wrapped.Seals)
        {
            if (tokens.FindSerial(seal.Serial) is not { } token) continue;
            try
            {
                root = seal.Open(token.Connection, token.Mechanisms, table.Genesis);
                refusal = null;
                return true;
            }
            catch (TokenException problem)
            {
                refusal = PerformRefusals.TokenRefused(problem.Message);
            }
        }

        return false;
    }
}
