using System.Text.Json;
using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Roster;

/// <summary>
/// "prepare": makes the journal's key, so that the founding can name it before there is a journal. Said
/// again, it prints the same key.
/// </summary>
internal static class PrepareJournal
{
    internal static Refusal? Run(string dataFolder, string origin, TextWriter output)
    {
        if (!NoteKey.IsName(origin))
            return new Refusal(SignerRefusal.ArgumentUnknown, "The origin is no C2SP key name.", "--origin");
        DataFolder folder = new(dataFolder);
        using FileStream? folderLock = folder.TryLock();
        if (folderLock is null) return OpenFolder.Locked;
        if (!ServiceSigningKey.TryOpen(folder.JournalKey, out ServiceSigningKey? key))
        {
            if (File.Exists(folder.JournalKey))
                return new Refusal(
                    SignerRefusal.JournalKeyUnreadable, "The journal key cannot be read.", "--data");
            key = ServiceSigningKey.Create(folder.JournalKey);
        }

        using (key) output.WriteLine(Describe(NoteKey.Log(origin, key.PublicKey)));
        return null;
    }

    private static string Describe(NoteKey key) => JsonSerializer.Serialize(
        new PreparedJournal(key.ToString(), key.Name), SignerJson.Readable.PreparedJournal);
}

/// <summary>What the founding file says of the journal.</summary>
internal sealed record PreparedJournal(string Key, string Origin);
