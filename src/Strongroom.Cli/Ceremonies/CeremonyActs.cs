using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>Which code does which step; what it returns are public facts for the transcript.</summary>
internal static class CeremonyActs
{
    /// <summary>The step's facts, or null and why not.</summary>
    internal static CanonicalObject? Act(CeremonySecrets table, CeremonyStep step, out Refusal? refusal)
    {
        refusal = null;
        switch (step.Id)
        {
            case CeremonySteps.Approval: return CeremonyApproval.Act(table, out refusal);
            case CeremonySteps.Software:
                Terminal.Say($"  software {SoftwareHash.Own}");
                return CanonicalObject.Of(("software", SoftwareHash.Own.ToString()));
            case CeremonySteps.Close: return CanonicalObject.Empty;
            case CeremonySteps.Incident:
                return CanonicalObject.Of(
                    ("compromised", table.Plan.Root!.Value.ToString()), ("incident", table.Plan.Incident!));
            case CeremonySteps.Generate: return GenerateRoot.Act(table, out refusal);
            case CeremonySteps.Import: return ImportRoot.Act(table, out refusal);
            case CeremonySteps.Open: return OpenRoot.Act(table, out refusal);
            case CeremonySteps.Root: return BringShares.Rebuild(table, out refusal);
            case CeremonySteps.Check: return GiveShares.Check(table, out refusal);
            case CeremonySteps.Seal: return SealRoot.Act(table, out refusal);
            case CeremonySteps.HandOver: return ReturnRoot.Act(table, out refusal);
            case CeremonySteps.Examine: return DestroyKeystore.Examine(table, out refusal);
            case CeremonySteps.Destroy: return DestroyKeystore.Act(table, out refusal);
            case CeremonySteps.Checkpoint: return SucceedJournal.Verify(table, out refusal);
            case CeremonySteps.Successor: return SucceedJournal.Name(table);
            default: return ActFor(table, step, out refusal);
        }
    }

    /// <summary>The steps that stand once for each custodian, or for each share.</summary>
    private static CanonicalObject? ActFor(CeremonySecrets table, CeremonyStep step, out Refusal? refusal)
    {
        refusal = null;
        foreach ((int index, PlannedCustodian custodian) in table.Plan.Custodians.Index())
        {
            PersonId person = custodian.Person;
            if (step.Id == CeremonySteps.ShareOf(person)) return GiveShares.Act(table, index, out refusal);
            if (step.Id == CeremonySteps.SurrenderOf(person))
                return BringShares.Surrender(table, custodian, out refusal);
            if (step.Id == CeremonySteps.ShreddingOf(person)) return ShredShare.Act(table, custodian);
        }

        return BringShares.Collect(table, out refusal);
    }
}
