using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.SecretSharing;

namespace Strongroom.Tests.Secrets;

/// <summary>Everything that follows from a seed on the way to an account, as a scan looks for it.</summary>
internal static class KnownSecrets
{
    internal const string Coin = "coin key";
    internal const string AccountKey = "account key";

    /// <summary>Seed, master key, and each private key on the path m/44'/60'/account'/0/0.</summary>
    internal static MemoryScan OfSeed(this MemoryScan scan, SecretBytes seed, params uint[] accounts)
    {
        using SecretLease lease = seed.Open();
        scan.Bytes("seed", lease.Span);
        using ExtendedPrivateKey master = ExtendedPrivateKey.FromSeed(lease.Span);
        Add(scan, "master key", master);
        using ExtendedPrivateKey purpose = master.Derive(DerivationPath.HardenedOffset + 44);
        Add(scan, "purpose key", purpose);
        using ExtendedPrivateKey coin = purpose.Derive(DerivationPath.HardenedOffset + 60);
        Add(scan, Coin, coin);
        foreach (uint account in accounts)
        {
            using ExtendedPrivateKey branch = coin.Derive(DerivationPath.HardenedOffset + account);
            Add(scan, $"branch {account}", branch);
            using ExtendedPrivateKey change = branch.Derive(0);
            Add(scan, $"change {account}", change);
            using ExtendedPrivateKey key = change.Derive(0);
            Add(scan, $"{AccountKey} {account}", key);
        }

        return scan;
    }

    /// <summary>A share by its words and by its value.</summary>
    internal static MemoryScan OfShare(this MemoryScan scan, string name, string words)
    {
        scan.Text($"{name}, words", words);
        scan.Text($"{name}, words in capitals", words.ToUpperInvariant());
        SharePhrase.TryParse(System.Text.Encoding.ASCII.GetBytes(words), 1, out SecretShare? share, out _).ShouldBeTrue();
        using SecretShare parsed = share!;
        using SecretLease value = parsed.Value.Open();
        return scan.Bytes($"{name}, value", value.Span);
    }

    private static void Add(MemoryScan scan, string name, ExtendedPrivateKey key)
    {
        using SecretLease lease = key.Key.Open();
        scan.Bytes(name, lease.Span);
    }
}
