using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Roster;

namespace Strongroom.Cold;

/// <summary>The keys by which a founding's journal is believed: its own, and its witnesses'.</summary>
public static class HomeTrust
{
    /// <summary>A founding that a home Signer took has only keys that can be read.</summary>
    public static LogTrust Of(Founding founding) => new(
        Read(founding.JournalKey), [.. founding.Witnesses.Select(Read)], founding.WitnessesMin);

    /// <summary>The vkey of a registered journal.</summary>
    internal static NoteKey Read(string vkey)
    {
        bool isKey = NoteKey.TryParse(vkey, out NoteKey? key, out _);
        Invariant.Holds(isKey && key is not null);
        return key;
    }
}
