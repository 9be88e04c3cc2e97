using System.Buffers.Binary;
using System.Security.Cryptography;
using Strongroom.Cryptography.Age;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Encodings;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Sodium;
using Strongroom.Exposure;

namespace Strongroom.Tests.Exposure;

/// <summary>Fresh secrets of every kind, as people paste them.</summary>
internal static class SecretSamples
{
    // SLIP-132 and BIP-32, private: mainnet and testnet.
    private static readonly uint[] Versions =
    [
        0x0488ade4, 0x049d7878, 0x04b2430c, 0x0295b005, 0x02aa7a99, 0x04358394, 0x044a4e28, 0x045f18bc, 0x024285b5,
        0x02575048,
    ];

    internal static IEnumerable<(SecretKind Kind, string Text)> All()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        yield return (SecretKind.PrivateKey, Convert.ToHexStringLower(key));
        yield return (SecretKind.PrivateKey, "0x" + Convert.ToHexString(key));
        yield return (SecretKind.PrivateKey, $"my key is {Convert.ToHexStringLower(key)}, keep it");
        yield return (SecretKind.Seed, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(64)));
        yield return (SecretKind.Wif, Base58Check.Encode([0x80, .. key]));
        yield return (SecretKind.Wif, Base58Check.Encode([0x80, .. key, 1]));
        yield return (SecretKind.Wif, Base58Check.Encode([0xef, .. key, 1]));
        yield return (SecretKind.Wif, Base58Check.Encode([0x01, 0x42, .. RandomNumberGenerator.GetBytes(37)]));
        foreach (uint version in Versions) yield return (SecretKind.ExtendedKey, ExtendedKey(version, key));
        foreach (int bytes in (int[])[16, 20, 24, 28, 32]) yield return (SecretKind.Mnemonic, Phrase(bytes));
        string phrase = Phrase(32);
        yield return (SecretKind.Mnemonic, phrase.ToUpperInvariant());
        yield return (SecretKind.Mnemonic, phrase.Replace(" ", ", ", StringComparison.Ordinal));
        yield return (SecretKind.Mnemonic, "please restore: 1. " + string.Join(
            "\n", phrase.Split(' ').Select((word, index) => $"{index + 1}. {word}")));
        foreach (int bytes in (int[])[16, 32, 64]) yield return (SecretKind.Share, ShareOf(bytes));
        yield return (SecretKind.Keystore, Keystore);
        yield return (SecretKind.Pem, Pem());
        yield return (SecretKind.AgeKey, AgeKey());
        foreach (string token in Tokens()) yield return (SecretKind.Credential, token);
    }

    internal const string Keystore =
        """{"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"00"},"ciphertext":"00","kdf":"scrypt"},"version":3}""";

    internal static string Phrase(int entropyBytes)
    {
        using SecretBytes phrase = Mnemonic.FromEntropy(RandomNumberGenerator.GetBytes(entropyBytes));
        return phrase.Use(System.Text.Encoding.ASCII.GetString);
    }

    internal static string ShareOf(int bytes)
    {
        IReadOnlyList<SecretShare> shares =
            SharedSecret.Split(RandomNumberGenerator.GetBytes(bytes), [], SplitPlan.Of(2, 3));
        using SecretBytes words = SharePhrase.ToWords(shares[0]);
        foreach (SecretShare share in shares) share.Dispose();
        return words.Use(System.Text.Encoding.ASCII.GetString);
    }

    private static string ExtendedKey(uint version, byte[] key)
    {
        byte[] payload = new byte[78];
        BinaryPrimitives.WriteUInt32BigEndian(payload, version);
        key.CopyTo(payload, 46);
        return Base58Check.Encode(payload);
    }

    private static string Pem()
    {
        using Ed25519PrivateKey key = Ed25519PrivateKey.Generate();
        return ReadSaved(key.Save);
    }

    private static string AgeKey()
    {
        using AgeIdentity identity = AgeIdentity.Generate();
        return ReadSaved(identity.Save).Split('\n').First(line => line.StartsWith("AGE-", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Tokens()
    {
        string tail = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(30));
        foreach (string prefix in (string[])["ghp_", "github_pat_", "glpat-", "sk_live_", "xoxb-", "npm_", "hvs.", "sk-ant-"])
            yield return prefix + tail;
        yield return "AKIA" + "ABCDEFGH23456777";
        yield return "Bearer " + tail[..20];
        yield return $"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.{tail}";
    }

    private static string ReadSaved(Action<string> save)
    {
        string path = Path.Combine(Path.GetTempPath(), $"strongroom-{Guid.NewGuid():N}");
        save(path);
        string text = File.ReadAllText(path);
        File.Delete(path);
        return text;
    }
}
