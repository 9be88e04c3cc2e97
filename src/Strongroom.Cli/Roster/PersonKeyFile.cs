using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Roster;

/// <summary>
/// A person's private key in a PKCS#8 PEM file of mode 0600: Ed25519 or P-256. It signs statement hashes and
/// nothing else.
/// </summary>
internal sealed class PersonKeyFile : IDisposable
{
    private readonly Ed25519PrivateKey? ed25519;
    private readonly P256PrivateKey? p256;

    private PersonKeyFile(Ed25519PrivateKey? ed25519, P256PrivateKey? p256)
    {
        this.ed25519 = ed25519;
        this.p256 = p256;
    }

    internal static PersonKeyFile Create(string path, KeyAlgorithm algorithm)
    {
        Invariant.Holds(algorithm != KeyAlgorithm.WebAuthn);
        PersonKeyFile created = algorithm == KeyAlgorithm.P256
            ? new PersonKeyFile(null, P256PrivateKey.Generate())
            : new PersonKeyFile(Ed25519PrivateKey.Generate(), null);
        created.ed25519?.Save(path);
        created.p256?.Save(path);
        return created;
    }

    internal static bool TryOpen(
        string path, [NotNullWhen(true)] out PersonKeyFile? key, [NotNullWhen(false)] out Refusal? refusal)
    {
        key = null;
        if (Ed25519PrivateKey.TryOpen(path, out Ed25519PrivateKey? edwards)) key =
            new PersonKeyFile(edwards, null);
        else if (P256PrivateKey.TryOpen(path, out P256PrivateKey? nist)) key = new PersonKeyFile(null, nist);
        refusal = key is null
            ? new Refusal(
                CliRefusal.KeyFile, "the key file cannot be used", "key",
                "PKCS#8 PEM of Ed25519 or P-256, mode 0600")
            : null;
        return key is not null;
    }

    /// <summary>The public key as the roster lists it.</summary>
    internal PersonKey ToPersonKey(KeyClass keyClass)
    {
        KeyAlgorithm algorithm = ed25519 is null ? KeyAlgorithm.P256 : KeyAlgorithm.Ed25519;
        ReadOnlySpan<byte> publicKey = ed25519 is null ? p256!.PublicKey.Uncompressed : ed25519.PublicKey;
        bool isKey = PersonKey.TryCreate(algorithm, keyClass, publicKey, [], out PersonKey? key, out _);
        Invariant.Holds(isKey);
        return key!;
    }

    internal StatementSignature Sign(Digest hash) => ed25519 is null
        ? new StatementSignature.P256(p256!.Sign(hash.ToBytes()))
        : new StatementSignature.Ed25519(ed25519.Sign(hash.ToBytes()));

    public void Dispose()
    {
        ed25519?.Dispose();
        p256?.Dispose();
    }
}
