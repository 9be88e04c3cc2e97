using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// A founding at level hsm-derived: the root is born in the first token of the group, out of a seed that the
/// token draws and nobody ever sees. What the vendor's own means copy to other tokens serves there too.
/// </summary>
internal static class BearRoot
{
    internal static bool TryRun(
        HsmGroup group, byte[] genesis, [NotNullWhen(true)] out DerivedRoot? born,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = null;
        GroupToken token = group.Tokens[0];
        try
        {
            born = token.Run(connection => Bear(connection, token.Mechanisms, genesis));
            return true;
        }
        catch (TokenException problem)
        {
            born = null;
            refusal = new Refusal(SignerRefusal.TokenRefused,
                $"The token does not make or use a root: {problem.Message}.", "hsm.json",
                "first a token that derives along BIP-32, with its numbers as mechanisms.bip32");
            return false;
        }
    }

    private static DerivedRoot Bear(TokenConnection connection, MechanismProfile profile, byte[] genesis)
    {
        TokenRoot root = TokenRoot.Generate(connection, profile, DerivedRoot.NewName(genesis));
        try
        {
            root.Prove();
            return DerivedRoot.Of(genesis, root);
        }
        catch (TokenException)
        {
            root.Destroy();
            throw;
        }
    }
}
