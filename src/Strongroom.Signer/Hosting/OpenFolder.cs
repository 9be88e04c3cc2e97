using System.Diagnostics.CodeAnalysis;
using Strongroom.Activation;
using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Signer.Hosting;

/// <summary>A founded data folder, locked against other processes, with its journal key.</summary>
internal sealed class OpenFolder : IDisposable
{
    private readonly FileStream folderLock;

    private OpenFolder(
        DataFolder paths, FileStream folderLock, FoundingLeaf founding, ServiceSigningKey journalKey)
    {
        Paths = paths;
        this.folderLock = folderLock;
        Founding = founding;
        JournalKey = journalKey;
    }

    internal DataFolder Paths { get; }

    internal FoundingLeaf Founding { get; }

    internal ServiceSigningKey JournalKey { get; }

    /// <summary>Who unlocks the keys, once <see cref="TryReadTerms"/> read it.</summary>
    internal ActivationTerms? Terms { get; private set; }

    /// <summary>The terms of this institution's activation, from the folder.</summary>
    internal bool TryReadTerms([NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = new Refusal(
            SignerRefusal.ActivationRequired,
            "There is no unlock secret, and no terms by which custodians give one.", "activation.json",
            "activation.json in the data folder (strongroom activation split makes it)");
        FileInfo file = new(Paths.Activation);
        if (!file.Exists || file.Length > ActivationTerms.BytesMax) return false;
        byte[] bytes = File.ReadAllBytes(file.FullName);
        if (!ActivationTerms.TryParse(bytes, out ActivationTerms? terms, out refusal)) return false;
        if (terms.Institution == Founding.Institution)
        {
            Terms = terms;
            return true;
        }

        refusal = new Refusal(
            ActivationRefusal.OtherInstitution, "The terms of activation are another institution's.",
            "institution", "the genesis of this Signer");
        return false;
    }

    internal static bool TryOpen(
        string path, [NotNullWhen(true)] out OpenFolder? opened, [NotNullWhen(false)] out Refusal? refusal)
    {
        opened = null;
        DataFolder paths = new(path);
        FileStream? taken = paths.TryLock();
        if (taken is null)
        {
            refusal = Locked;
            return false;
        }

        if (FoundingLeaf.TryRead(paths, out FoundingLeaf? founding, out refusal)
            && TryOpenKey(paths, founding, out ServiceSigningKey? key, out refusal))
        {
            opened = new OpenFolder(paths, taken, founding, key);
            return true;
        }

        taken.Dispose();
        return false;
    }

    internal static Refusal Locked { get; } = new(
        SignerRefusal.DataFolderLocked, "Another Signer runs in this data folder.", "--data");

    public void Dispose()
    {
        JournalKey.Dispose();
        folderLock.Dispose();
    }

    private static bool TryOpenKey(
        DataFolder paths, FoundingLeaf founding, [NotNullWhen(true)] out ServiceSigningKey? key,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = new Refusal(SignerRefusal.JournalKeyUnreadable,
            "The journal key is absent, malformed, or readable by others.",
            Accepted: "journal.key of mode 0600");
        if (!ServiceSigningKey.TryOpen(paths.JournalKey, out key)) return false;
        refusal = null;
        if (NoteKey.Log(founding.JournalKey.Name, key.PublicKey) == founding.JournalKey) return true;
        key.Dispose();
        key = null;
        refusal = new Refusal(SignerRefusal.JournalKeyOther, "The founding names another journal key.");
        return false;
    }
}
