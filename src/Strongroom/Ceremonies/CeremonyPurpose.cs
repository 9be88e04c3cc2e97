namespace Strongroom.Ceremonies;

/// <summary>What a ceremony is for; the texts are those of docs/formats/ceremony.md.</summary>
public enum CeremonyPurpose
{
    GenerateRoot,
    Backup,
    RestoreDrill,
}
