namespace Strongroom.Attestations;

/// <summary>What attestors may say (docs/formats/attestation.md).</summary>
public enum FactKind
{
    Price,
    Balance,
    CodeHash,
    Screening,
    Holdings,
}
