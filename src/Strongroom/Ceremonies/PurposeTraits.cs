namespace Strongroom.Ceremonies;

/// <summary>
/// What follows from a purpose alone: whether the root must have a name already (null: it may), which members
/// a plan must and may have for it, whether shares are made, and whether all custodians must be there.
/// </summary>
internal sealed record PurposeTraits(
    bool? HasRoot, string[] Needed, string[] Allowed, bool MakesShares, bool NeedsEverybody)
{
    /// <summary>The members that belong to some purposes only; `client` belongs to any root.</summary>
    internal static readonly string[] Special =
        ["source", "incident", "receiver", "destroys", "succession"];

    internal static PurposeTraits Of(CeremonyPurpose purpose) => purpose switch
    {
        CeremonyPurpose.GenerateRoot => new(false, [], [], true, true),
        CeremonyPurpose.Import => new(null, ["source"], [], true, true),
        CeremonyPurpose.Backup => new(true, [], [], true, true),
        CeremonyPurpose.RestoreDrill => new(true, [], [], false, false),
        CeremonyPurpose.Rotate => new(true, [], [], true, true),
        CeremonyPurpose.Compromise => new(true, ["incident"], ["destroys"], true, true),
        CeremonyPurpose.Return => new(true, ["client", "receiver", "source"], [], false, false),
        CeremonyPurpose.Destroy => new(true, ["destroys"], [], false, true),
        CeremonyPurpose.AddToken => new(true, ["source"], [], false, false),
        _ => new(false, ["succession"], [], false, false),
    };
}
