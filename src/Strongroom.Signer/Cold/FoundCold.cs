using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Audit;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Registry;
using Strongroom.Signer.Roster;

namespace Strongroom.Signer.Cold;

/// <summary>
/// "cold-found": a folder of an own seed and an own journal for an institution that is founded already, known
/// by its founding leaf. Nothing of it counts before the quorum registered its key and its root.
/// </summary>
internal sealed class FoundCold(
    DataFolder folder, TimeProvider time, Argon2idCost sealing, HsmSettings? hsm = null)
{
    internal async Task<(ColdFoundedLeaf? Founded, Refusal? Refusal)> RunAsync(
        string origin, ReadOnlyMemory<byte> home, Digest institution, SecretBytes unlock)
    {
        using FileStream? folderLock = folder.TryLock();
        if (folderLock is null) return (null, OpenFolder.Locked);
        if (!NoteKey.IsName(origin) || origin.Length > Intent.ColdSignerRegistration.OriginMax)
            return (null, new Refusal(
                SignerRefusal.ArgumentUnknown, "The origin is no C2SP key name.", "--origin"));
        if (FoundingLeaf.ReadFirst(Path.Combine(folder.Journal, "segment")) is not null)
            return (null, new Refusal(
                SignerRefusal.DataFolderUsed, "The data folder holds a journal already.", "--data",
                "a new folder"));
        if (!TryReadHome(home.Span, institution, out FoundingLeaf? founding, out Refusal? refusal))
            return (null, refusal);
        if (!TryMakeKeys(founding, unlock, out Keystore? keystore, out refusal)) return (null, refusal);
        using (keystore)
        using (ServiceSigningKey key = OpenKey())
        {
            ColdSigner signer = new(origin, NoteKey.Log(origin, key.PublicKey).ToString(), keystore.Root)
            {
                Journal = default,
            };
            LeafStamp stamp = LeafStamps.At(Timestamp.From(time.GetUtcNow()));
            ColdFoundedLeaf leaf =
                new(stamp, institution, founding.JournalKey.Name, signer, keystore.Level);
            await WriteAsync(leaf, home, key);
            return (leaf, null);
        }
    }

    private static bool TryReadHome(
        ReadOnlySpan<byte> home, Digest institution, [NotNullWhen(true)] out FoundingLeaf? founding,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        founding = null;
        if (!Leaf.TryParse(home, out Leaf? leaf, out refusal)) return false;
        refusal = new Refusal(
            SignerRefusal.NotFounded, "The file is not the founding leaf of that institution.", "--home",
            "leaf 0 of the home journal, whose SHA-256 is the institution");
        return leaf is FoundedLeaf founded && Digest.Sha256(home) == institution
            && FoundingLeaf.TryUnderstand(founded.Founding.Founding, institution, out founding, out refusal);
    }

    private bool TryMakeKeys(
        FoundingLeaf founding, SecretBytes unlock, [NotNullWhen(true)] out Keystore? keystore,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        keystore = null;
        ProtectionLevel level = hsm is null ? ProtectionLevel.Software : ProtectionLevel.HsmWrapped;
        refusal = OpenKeystore.CheckLevel(founding.Founding.Profile, level);
        if (refusal is not null) return false;
        FoundInstitution seeds = new(folder, time, sealing, hsm);
        if (!seeds.TrySeal(unlock, founding.Institution.ToBytes(), out byte[]? sealedSeed, out refusal))
            return false;
        if (hsm is not null) DataFolder.Replace(folder.HsmSettings, hsm.ToBytes());
        DataFolder.Replace(folder.Keystore, sealedSeed);
        KeystorePlace place = new(folder, founding.Founding.Profile, founding.Institution);
        return OpenKeystore.TryRun(
            place, (folder.Keystore, unlock), (time, NullLogger.Instance), out keystore, out refusal);
    }

    private ServiceSigningKey OpenKey() =>
        ServiceSigningKey.TryOpen(folder.JournalKey, out ServiceSigningKey? key)
            ? key
            : ServiceSigningKey.Create(folder.JournalKey);

    private async Task WriteAsync(ColdFoundedLeaf leaf, ReadOnlyMemory<byte> home, ServiceSigningKey key)
    {
        JournalOptions options = ColdFolder.OptionsOf(folder, leaf.Signer.Origin, key);
        if (!Journal.TryOpen(options, out Journal? journal, out Refusal? refusal))
            throw new IOException(refusal.ToString());
        await using (journal)
        {
            if (journal.Attachments.Store(home.Span, out _) is { } tooLarge)
                throw new IOException(tooLarge.ToString());
            await journal.AppendAsync(leaf.ToBytes());
        }
    }
}
