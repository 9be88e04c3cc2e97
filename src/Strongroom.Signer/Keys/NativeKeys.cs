using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// Key pairs on secp256k1 that are born in a token of the group and live in it alone, one for each account
/// that asks for it. CKA_ID is the account's id; CKA_LABEL is bound to the genesis and to the journal, so
/// that a Signer which shares tokens with another never takes the other's keys for its own. Thread-safe.
/// </summary>
internal sealed class NativeKeys(HsmGroup group, string label)
{
    private const int LabelCharacters = 16;
    private const int ChallengeBytes = 32;

    private static ReadOnlySpan<byte> Tag => "strongroom/token-keys/v1"u8;

    internal static string LabelOf(OpenFolder folder)
    {
        byte[] name = TaggedDigest.Compute(
            Tag, [.. folder.Founding.Institution.ToBytes(), .. folder.JournalKey.PublicKey]);
        return $"strongroom account {Convert.ToHexStringLower(name)[..LabelCharacters]}";
    }

    /// <summary>
    /// A fresh pair in whichever token is free. The token shows that it has the private half before the
    /// public one is believed. What an attempt without a leaf left under this id goes first.
    /// </summary>
    internal (TokenKeyReference Reference, AccountKey Key) Make(AccountId account) =>
        group.Run((token, connection) =>
        {
            PlacedToken placed = PlacedToken.Of(connection.Facts, token.Settings);
            TokenKeyReference reference = new(placed.Serial, account);
            KeyName name = new(reference.ToKeyId(), label);
            KeyTemplates.DestroyAll(connection, name);
            TokenKeyPair pair = TokenKeyPair.Generate(
                connection, token.Mechanisms, TokenCurve.Secp256k1, name);
            Prove(pair);
            return (reference, (AccountKey)new AccountKey.InToken(group, placed.Serial, pair));
        });

    /// <summary>
    /// The account's key, found again in its token: never extractable still, and of the recorded address.
    /// Throws where the token is away, lost the key or shows another.
    /// </summary>
    internal AccountKey Find(AccountRecord account)
    {
        bool isReference = TokenKeyReference.TryParse(account.Path, out TokenKeyReference? reference);
        Cryptography.Invariant.Holds(isReference && reference is not null);
        return group.RunOn(reference.Serial, (token, connection) =>
        {
            (TokenCurve, byte[]) wanted = (TokenCurve.Secp256k1, reference.ToKeyId());
            if (!TokenKeyPair.TryFind(connection, token.Mechanisms, wanted, out TokenKeyPair? pair))
                throw new TokenException(
                    token.Settings.Label, "the account's key is not in the token", TokenFault.Unsupported);
            AccountKey.InToken key = new(group, reference.Serial, pair);
            if (key.Address != account.Address)
                throw new TokenException(
                    token.Settings.Label, "another key than the account's", TokenFault.Dishonest);
            return key;
        });
    }

    /// <summary>A token that cannot sign with the half that it showed keeps neither.</summary>
    private static void Prove(TokenKeyPair pair)
    {
        try
        {
            pair.Sign(RandomBytes.Create(ChallengeBytes));
        }
        catch (TokenException problem) when (problem.Fault == TokenFault.Dishonest)
        {
            pair.Destroy();
            throw;
        }
    }

    /// <summary>Destroys a key that no leaf names, where its token still answers.</summary>
    internal void Forget(TokenKeyReference reference)
    {
        try
        {
            KeyName name = new(reference.ToKeyId(), label);
            group.RunOn(reference.Serial, (_, connection) => KeyTemplates.DestroyAll(connection, name));
        }
        catch (TokenException)
        {
            // The group logged it; the next start finds the key again.
        }
    }

    /// <summary>What the tokens that answer hold under this Signer's label.</summary>
    internal IReadOnlyList<TokenKeyReference> List()
    {
        List<TokenKeyReference> found = [];
        foreach (GroupToken token in group.Tokens)
        {
            if (token.Facts?.Serial is { } serial) AddThoseIn(serial, found);
        }

        return found;
    }

    private void AddThoseIn(string serial, List<TokenKeyReference> found)
    {
        try
        {
            foreach (byte[] id in group.RunOn(
                serial, (_, connection) => KeyTemplates.IdsOf(connection, label)))
            {
                if (TryReadAccount(id, out AccountId account))
                    found.Add(new TokenKeyReference(serial, account));
            }
        }
        catch (TokenException)
        {
            // The group logged it; its keys are looked at when it is there at a start.
        }
    }

    /// <summary>Somebody with the PIN can put another key under the label: it is left alone.</summary>
    private static bool TryReadAccount(byte[] id, out AccountId account)
    {
        account = default;
        return id.Length == TokenKeyPair.IdBytes
            && AccountId.TryParse($"{new Guid(id, bigEndian: true):D}", out account, out _);
    }
}
