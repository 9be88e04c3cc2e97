namespace Strongroom.Ceremonies;

/// <summary>What a ceremony is for; the texts are those of docs/formats/ceremony.md.</summary>
public enum CeremonyPurpose
{
    GenerateRoot,
    Import,
    Backup,
    RestoreDrill,
    Rotate,
    Compromise,
    Return,
    Destroy,
    AddToken,
    Succession,
}
