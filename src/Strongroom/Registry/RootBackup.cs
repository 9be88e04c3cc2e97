using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>A share of a root: who keeps it, where, and whether as an encrypted file or on paper.</summary>
public sealed record RootBackup(PersonId Custodian, string Site, string Country, string Form)
{
    public const string ShareFile = "share-file";
    public const string Paper = "paper";
    internal const int BackupsMax = 16;
    private const int TextMax = 64;

    internal CanonicalObject ToObject() => CanonicalObject.Of(
        ("country", Country), ("custodian", Custodian.ToString()), ("form", Form), ("site", Site));

    internal static RootBackup[] ReadAll(ref MemberReader read, string name)
    {
        CanonicalObject[] objects = read.Objects(name, 0, BackupsMax);
        RootBackup[] backups = new RootBackup[objects.Length];
        for (int i = 0; i < backups.Length; i++)
        {
            MemberReader one = new(objects[i], read.PathOf(name));
            backups[i] = new RootBackup(
                one.Person("custodian"), one.Text("site", TextMax), one.Text("country", TextMax),
                one.Text("form", TextMax));
            one.TryEnd(out Refusal? refusal);
            read.Keep(refusal);
        }

        return backups;
    }
}
