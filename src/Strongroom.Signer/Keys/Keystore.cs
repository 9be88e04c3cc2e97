using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// Where the seed rests and how a key below it is derived: a closed choice, one case for each protection
/// level that derives. Thread-safe.
/// </summary>
internal abstract partial class Keystore : IDisposable
{
    private const uint Purpose = DerivationPath.HardenedOffset + 44;
    private const uint EtherCoin = DerivationPath.HardenedOffset + 60;

    private Keystore() { }

    /// <summary>The public name of the root that it holds.</summary>
    internal abstract Digest Root { get; }

    internal abstract ProtectionLevel Level { get; }

    /// <summary>The tokens that hold a key for the seed; none for software.</summary>
    internal abstract IReadOnlyList<TokenFact> Tokens { get; }

    /// <summary>The tokens that are open, where keys can be born; null for software.</summary>
    internal virtual HsmGroup? Group => null;

    /// <summary>The key at m/44'/60' and the numbers given.</summary>
    internal abstract AccountKey Derive(ReadOnlySpan<uint> belowCoin);

    /// <summary>The same for a recorded account; throws where a token derives another address.</summary>
    internal virtual AccountKey Find(ReadOnlySpan<uint> belowCoin, EthereumAddress address) =>
        Derive(belowCoin);

    internal KeystoreFact ToFact() => new(Root, Level, Tokens);

    public abstract void Dispose();

    private static TokenFact FactOf(PlacedToken token) => new(
        token.Serial, token.Label, token.Model, token.Firmware, token.Site, token.Country)
        {
            Certificate = token.Certificate, Fips = token.Fips,
        };

    private static ExtendedPrivateKey CoinOf(SecretBytes seed)
    {
        using SecretLease lease = seed.Open();
        using ExtendedPrivateKey root = ExtendedPrivateKey.FromSeed(lease.Span);
        return root.Derive(DerivationPath.FromNumbers([Purpose, EtherCoin]));
    }

    /// <summary>The node above all accounts stays in locked memory; the seed itself does not.</summary>
    internal sealed class Software : Keystore
    {
        private readonly ExtendedPrivateKey coin;

        private Software(SecretBytes seed)
        {
            coin = CoinOf(seed);
            Root = Digest.FromBytes(MasterKeyName.Of(seed));
        }

        internal override Digest Root { get; }

        internal override ProtectionLevel Level => ProtectionLevel.Software;

        internal override IReadOnlyList<TokenFact> Tokens => [];

        internal override AccountKey Derive(ReadOnlySpan<uint> belowCoin) =>
            new AccountKey.InMemory(coin.Derive(DerivationPath.FromNumbers(belowCoin)).Key);

        internal static bool TryOpen(
            ReadOnlySpan<byte> file, SecretBytes unlock, ReadOnlySpan<byte> genesis,
            [NotNullWhen(true)] out Software? opened, [NotNullWhen(false)] out Refusal? refusal)
        {
            opened = null;
            refusal = new Refusal(
                SignerRefusal.KeystoreMalformed, "The keystore is not a strongroom/keystore/v1 file.");
            if (!SealedSeed.TryParse(file, out SealedSeed? sealedSeed)) return false;
            refusal = new Refusal(SignerRefusal.KeystoreOtherGenesis,
                "The keystore belongs to another institution than the journal.", "genesis");
            if (!sealedSeed.IsFor(genesis)) return false;
            refusal = new Refusal(SignerRefusal.KeystoreSealed,
                "The unlock secret does not open the keystore, or the keystore was altered.");
            if (!sealedSeed.TryOpen(unlock, genesis, out SecretBytes? seed)) return false;
            using (seed) opened = new Software(seed);
            refusal = null;
            return true;
        }

        public override void Dispose() => coin.Dispose();
    }

    /// <summary>
    /// Each derivation asks a token for the seed and gives it up at once: nothing above an account's key
    /// stays in memory.
    /// </summary>
    internal sealed class HsmWrapped : Keystore
    {
        private readonly HsmGroup group;
        private readonly byte[] genesis;
        private readonly Dictionary<string, SeedSeal> seals;

        internal override HsmGroup Group => group;

        private HsmWrapped(HsmGroup group, WrappedSeed wrapped, byte[] genesis)
        {
            this.group = group;
            this.genesis = genesis;
            seals = wrapped.Seals.ToDictionary(seal => seal.Serial, StringComparer.Ordinal);
            using SecretBytes seed = OpenSeed();
            Root = Digest.FromBytes(MasterKeyName.Of(seed));
        }

        internal override Digest Root { get; }

        internal override ProtectionLevel Level => ProtectionLevel.HsmWrapped;

        internal override IReadOnlyList<TokenFact> Tokens =>
            [.. seals.Values.Select(seal => FactOf(seal.Token))];

        /// <summary>Opens the seed once, so that a start fails and not the first withdrawal.</summary>
        internal static bool TryOpen(
            HsmGroup group, WrappedSeed wrapped, byte[] genesis,
            [NotNullWhen(true)] out HsmWrapped? opened, [NotNullWhen(false)] out Refusal? refusal)
        {
            opened = null;
            refusal = null;
            if (!wrapped.IsFor(genesis))
            {
                refusal = new Refusal(SignerRefusal.KeystoreOtherGenesis,
                    "The keystore belongs to another institution than the journal.", "genesis");
                return false;
            }

            try
            {
                opened = new HsmWrapped(group, wrapped, genesis);
                return true;
            }
            catch (TokenException problem)
            {
                refusal = new Refusal(SignerRefusal.KeystoreSealed,
                    $"No token opens the keystore, or the keystore was altered: {problem.Message}.");
                return false;
            }
        }

        internal override AccountKey Derive(ReadOnlySpan<uint> belowCoin)
        {
            using SecretBytes seed = OpenSeed();
            using ExtendedPrivateKey coin = CoinOf(seed);
            return new AccountKey.InMemory(coin.Derive(DerivationPath.FromNumbers(belowCoin)).Key);
        }

        public override void Dispose() => group.Dispose();

        private SecretBytes OpenSeed() => group.Run((token, connection) =>
        {
            SeedSeal seal = seals.GetValueOrDefault(connection.Facts.Serial)
                ?? throw new TokenException(
                    token.Settings.Label, "the keystore has no seal for this token", TokenFault.Unsupported);
            return seal.Open(connection, token.Mechanisms, genesis);
        });
    }
}
