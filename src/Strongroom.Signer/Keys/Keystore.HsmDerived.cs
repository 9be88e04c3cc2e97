using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

internal abstract partial class Keystore
{
    /// <summary>
    /// The root was born in a token, and every key below it is derived and signs there: no secret ever comes
    /// into this process. Any token of the group that holds the same root serves.
    /// </summary>
    internal sealed class HsmDerived : Keystore
    {
        private const int ChallengeBytes = 32;

        private readonly HsmGroup group;
        private readonly DerivedRoot file;
        private readonly ConcurrentDictionary<string, TokenRoot> roots = new(StringComparer.Ordinal);
        private readonly List<TokenFact> tokens = [];

        private HsmDerived(HsmGroup group, DerivedRoot file)
        {
            this.group = group;
            this.file = file;
        }

        internal override HsmGroup Group => group;

        internal override Digest Root =>
            Digest.FromBytes(MasterKeyName.Of(roots.Values.First().PublicKey.ToSecp256k1()));

        internal override ProtectionLevel Level => ProtectionLevel.HsmDerived;

        /// <summary>Those that held the root when it was opened.</summary>
        internal override IReadOnlyList<TokenFact> Tokens => tokens;

        /// <summary>Asks every token for the root: a start fails, and not the first withdrawal.</summary>
        internal static bool TryOpen(
            HsmGroup group, DerivedRoot file, byte[] genesis,
            [NotNullWhen(true)] out HsmDerived? opened, [NotNullWhen(false)] out Refusal? refusal)
        {
            opened = null;
            refusal = file.IsFor(genesis)
                ? null
                : new Refusal(SignerRefusal.KeystoreOtherGenesis,
                    "The keystore belongs to another institution than the journal.", "genesis");
            if (refusal is not null) return false;
            HsmDerived keystore = new(group, file);
            string? problem = keystore.FindRoots();
            if (keystore.roots.IsEmpty)
            {
                refusal = new Refusal(SignerRefusal.KeystoreSealed,
                    $"No token holds the root of the keystore: {problem}.");
                return false;
            }

            opened = keystore;
            return true;
        }

        internal override AccountKey Derive(ReadOnlySpan<uint> belowCoin) => Derive(belowCoin, null);

        internal override AccountKey Find(ReadOnlySpan<uint> belowCoin, EthereumAddress address) =>
            Derive(belowCoin, address);

        /// <summary>r ‖ s with low s and the recovery id, verified under the key expected.</summary>
        internal (byte[] Signature, int RecoveryId) Sign(uint[] path, TokenPublicKey expected, byte[] hash) =>
            group.Run((token, connection) =>
                (RootIn(token, connection).Sign(path, expected, hash, out int id), id));

        public override void Dispose() => group.Dispose();

        /// <summary>The token signs with the key before its address is believed.</summary>
        private AccountKey.Derived Derive(ReadOnlySpan<uint> belowCoin, EthereumAddress? recorded)
        {
            uint[] path = [Purpose, EtherCoin, .. belowCoin];
            TokenPublicKey key = group.Run((token, connection) =>
            {
                TokenRoot root = RootIn(token, connection);
                TokenPublicKey derived = root.NodeAt(path).PublicKey;
                if (recorded is { } address && EthereumAddress.FromPublicKey(derived.Encoded) != address)
                    throw new TokenException(
                        token.Settings.Label, "another key than the account's", TokenFault.Dishonest);
                root.Sign(path, derived, RandomBytes.Create(ChallengeBytes), out _);
                return derived;
            });
            return new AccountKey.Derived(this, path, key);
        }

        private string? FindRoots()
        {
            string? last = null;
            foreach (GroupToken token in group.Tokens)
            {
                if (token.Facts?.Serial is not { } serial) continue;
                try
                {
                    group.RunOn(serial, RootIn);
                    tokens.Add(FactOf(PlacedToken.Of(token.Facts, token.Settings)));
                }
                catch (TokenException problem)
                {
                    last = problem.Message;
                }
            }

            return last;
        }

        private TokenRoot RootIn(GroupToken token, TokenConnection connection)
        {
            string serial = connection.Facts.Serial;
            if (roots.TryGetValue(serial, out TokenRoot? known)) return known;
            (KeyName, TokenCurve) wanted = (file.Name, TokenCurve.Secp256k1);
            if (!TokenRoot.TryFind(connection, token.Mechanisms, wanted, out TokenRoot? root))
                throw new TokenException(
                    token.Settings.Label, "the root is not in the token", TokenFault.Unsupported);
            if (root.PublicKey.ToSecp256k1().ToString() != file.PublicKey)
                throw new TokenException(
                    token.Settings.Label, "another root than the keystore's", TokenFault.Dishonest);
            root.Prove();
            return roots.GetOrAdd(serial, root);
        }
    }
}
