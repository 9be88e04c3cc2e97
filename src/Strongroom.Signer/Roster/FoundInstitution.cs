using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Audit;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Roster;

/// <summary>
/// "found": turns a founding file that every founder signed into leaf 0, and seals a fresh seed under the
/// institution that this leaf makes. A run that was cut off before leaf 0 may be made again; afterwards
/// never. Where a ceremony makes the first root, none is made here: its keystore is installed later.
/// </summary>
internal sealed class FoundInstitution(
    DataFolder folder, TimeProvider time, Argon2idCost sealing, HsmSettings? hsm = null)
{
    /// <summary>Of the keystore with tokens: hsm-wrapped, or hsm-derived.</summary>
    internal ProtectionLevel TokenLevel { get; init; } = ProtectionLevel.HsmWrapped;

    /// <param name="foundingFile">The founding file that every founder signed.</param>
    /// <param name="unlock">What seals the fresh seed; null for none.</param>
    /// <param name="founded">The institution.</param>
    /// <param name="refusal">Why not.</param>
    internal bool TryRun(
        ReadOnlySpan<byte> foundingFile, SecretBytes? unlock,
        [NotNullWhen(true)] out FoundedInstitution? founded,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        founded = null;
        using FileStream? folderLock = folder.TryLock();
        refusal = folderLock is null ? OpenFolder.Locked : null;
        if (refusal is not null) return false;
        if (!SignedFounding.TryParse(foundingFile, out SignedFounding? file, out refusal)) return false;
        if (!TryCheckPolicy(file.Founding, out refusal)) return false;
        ProtectionLevel level = hsm is null ? ProtectionLevel.Software : TokenLevel;
        refusal = unlock is null ? null : OpenKeystore.CheckLevel(file.Founding.Profile, level);
        if (refusal is not null) return false;
        FoundedLeaf leaf = new(LeafStamps.At(Timestamp.From(time.GetUtcNow())), file);
        byte[] bytes = leaf.ToBytes();
        Digest institution = Digest.Sha256(bytes);
        if (!FoundingLeaf.TryUnderstand(
            file.Founding, institution, out FoundingLeaf? understood, out refusal)) return false;
        if (!TryCheckKey(understood, out refusal)) return false;
        if (!TryWrite(bytes, unlock, institution, out refusal)) return false;
        founded = new FoundedInstitution(
            institution.ToString(), new PreparedJournal(
                understood.JournalKey.ToString(), understood.JournalKey.Name));
        return true;
    }

    internal static string Describe(FoundedInstitution founded) =>
        JsonSerializer.Serialize(founded, SignerJson.Readable.FoundedInstitution);

    private static bool TryCheckPolicy(Founding founding, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (!Policy.TryParse(founding.Policy, out Policy? policy, out refusal)) return false;
        refusal = PolicyLint.Check(
            policy, Participants.Of(founding.Roster), Participants.AttestorsOf(founding.Roster));
        return refusal is null;
    }

    private bool TryCheckKey(FoundingLeaf founding, [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal =
            new Refusal(SignerRefusal.JournalKeyUnreadable, "The journal key is absent or cannot be read.",
            Accepted: "\"prepare\" first");
        if (!ServiceSigningKey.TryOpen(folder.JournalKey, out ServiceSigningKey? key)) return false;
        using (key)
        {
            bool isNamed = NoteKey.Log(founding.JournalKey.Name, key.PublicKey) == founding.JournalKey;
            refusal = isNamed
                ? null
                : new Refusal(
                    SignerRefusal.JournalKeyOther, "The founding names another journal key.", "journal.key");
            return isNamed;
        }
    }

    /// <summary>The keystore first: without leaf 0 it protects nothing yet and may be replaced.</summary>
    private bool TryWrite(
        byte[] leaf, SecretBytes? unlock, Digest institution, [NotNullWhen(false)] out Refusal? refusal)
    {
        using SegmentFile? segment = SegmentFile.Open(Path.Combine(folder.Journal, "segment"));
        refusal = segment is null || segment.Length > SegmentFile.FirstOffset
            ? new Refusal(SignerRefusal.DataFolderUsed, "The data folder holds a journal already.", "--data",
                "a new folder")
            : null;
        if (refusal is not null) return false;
        if (unlock is not null && !TryKeepSeed(unlock, institution, out refusal)) return false;
        ArrayBufferWriter<byte> records = new();
        SegmentFile.Encode(records, leaf, MerkleHasher.LeafOf(leaf));
        segment!.Commit(records.WrittenSpan);
        return true;
    }

    private bool TryKeepSeed(
        SecretBytes unlock, Digest institution, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (!TrySeal(unlock, institution.ToBytes(), out byte[]? keystore, out refusal)) return false;
        if (hsm is not null) DataFolder.Replace(folder.HsmSettings, hsm.ToBytes());
        DataFolder.Replace(folder.Keystore, keystore);
        return true;
    }

    /// <summary>A fresh seed, sealed under the institution.</summary>
    internal bool TrySeal(
        SecretBytes unlock, byte[] genesis, [NotNullWhen(true)] out byte[]? keystore,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        keystore = null;
        refusal = null;
        if (hsm is null)
        {
            keystore = SealedSeed.Create(unlock, genesis, sealing).ToBytes();
            return true;
        }

        if (!HsmGroup.TryOpen(hsm, unlock, (time, NullLogger.Instance), out HsmGroup? group, out refusal))
            return false;
        using (group)
        {
            if (TokenLevel == ProtectionLevel.HsmDerived)
                keystore = BearRoot.TryRun(group, genesis, out DerivedRoot? root, out refusal)
                    ? root.ToBytes() : null;
            else
                keystore = SealSeed.TryRun(group, genesis, out WrappedSeed? wrapped, out refusal)
                    ? wrapped.ToBytes() : null;
            return keystore is not null;
        }
    }
}

/// <summary>What everybody writes down after a founding.</summary>
internal sealed record FoundedInstitution(string Institution, PreparedJournal Journal);
