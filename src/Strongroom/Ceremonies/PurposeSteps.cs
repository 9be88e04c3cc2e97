namespace Strongroom.Ceremonies;

/// <summary>The steps between the roles and the close, by purpose.</summary>
internal static class PurposeSteps
{
    private const string SealWords = "Seal the root into the Signer's keystore file.";

    internal static IEnumerable<CeremonyStep> Of(CeremonyPlan plan, string manager) => plan.Purpose switch
    {
        CeremonyPurpose.GenerateRoot or CeremonyPurpose.Rotate => NewRoot(plan, manager),
        CeremonyPurpose.Import => Import(plan, manager),
        CeremonyPurpose.Backup => [Open(manager), .. Shares(plan, manager)],
        CeremonyPurpose.RestoreDrill => [.. Collections(plan), Forget(manager)],
        CeremonyPurpose.Compromise => Compromise(plan, manager),
        CeremonyPurpose.Return => Return(plan, manager),
        CeremonyPurpose.Destroy => Destroy(plan, manager),
        CeremonyPurpose.AddToken => [.. Bring(plan, manager), new(CeremonySteps.Seal, manager,
            "Seal the root under a new key of each token of the plan.", true)],
        _ => Succession(manager),
    };

    private static IEnumerable<CeremonyStep> NewRoot(CeremonyPlan plan, string manager) =>
    [
        new(CeremonySteps.Generate, manager, "Roll dice and enter them; the machine adds its own chance.",
            true),
        .. Shares(plan, manager),
        new(CeremonySteps.Seal, manager, SealWords, true),
    ];

    private static IEnumerable<CeremonyStep> Import(CeremonyPlan plan, string manager) =>
    [
        new(CeremonySteps.Import, "holders", plan.Source == RootSource.Words
            ? "Alone at the screen, type the words of the other system."
            : "One after the other, alone at the screen, bring the shares of the other set.", true),
        .. Shares(plan, manager),
        new(CeremonySteps.Seal, manager, SealWords, true),
    ];

    private static IEnumerable<CeremonyStep> Compromise(CeremonyPlan plan, string manager)
    {
        yield return new(CeremonySteps.Incident, manager,
            "Read aloud which root is compromised, and the incident's reference.", false);
        foreach (CeremonyStep step in NewRoot(plan, manager)) yield return step;
        if (!plan.DestroysKeystore) yield break;
        foreach (CeremonyStep step in KeystoreEnd(manager)) yield return step;
    }

    private static IEnumerable<CeremonyStep> Return(CeremonyPlan plan, string manager) =>
    [
        .. Bring(plan, manager),
        new(CeremonySteps.HandOver, plan.Receiver!.Person.ToString(), plan.Receiver.Recipient is null
            ? "Alone at the screen, write the words of the root on paper."
            : "Take the file with the root, encrypted to your key.", true),
    ];

    /// <summary>Everything is looked at before anything is destroyed.</summary>
    private static List<CeremonyStep> Destroy(CeremonyPlan plan, string manager)
    {
        List<CeremonyStep> steps = plan.DestroysKeystore ? [.. KeystoreEnd(manager)] : [];
        if (!plan.DestroysShares) return steps;
        List<CeremonyStep> shares = [];
        foreach (PlannedCustodian custodian in plan.Custodians)
            shares.Add(new(
                CeremonySteps.SurrenderOf(custodian.Person), custodian.Person.ToString(),
                "Alone at the screen, bring the share that will be destroyed.", true));
        shares.Add(Forget(manager));
        foreach (PlannedCustodian custodian in plan.Custodians)
            shares.Add(new(
                CeremonySteps.ShreddingOf(custodian.Person), custodian.Person.ToString(),
                custodian.Recipient is null
                    ? "Destroy the paper before everybody's eyes."
                    : "Destroy every copy of the file before everybody's eyes.", false));
        steps.InsertRange(Math.Min(1, steps.Count), shares);
        return steps;
    }

    private static IEnumerable<CeremonyStep> Succession(string manager) =>
    [
        new(CeremonySteps.Checkpoint, manager,
            "Verify the last checkpoint of the lost journal and its cosignatures.", false),
        new(CeremonySteps.Successor, manager,
            "Compare the new journal's key with what the new Signer printed, read aloud.", false),
    ];

    private static IEnumerable<CeremonyStep> KeystoreEnd(string manager) =>
    [
        new(CeremonySteps.Examine, manager,
            "Open the keystore that will be destroyed and compare its root with the plan.", false),
        new(CeremonySteps.Destroy, manager, "Destroy the keystore and its keys in the tokens.", false),
    ];

    private static IEnumerable<CeremonyStep> Bring(CeremonyPlan plan, string manager) => plan.CollectsShares
        ?
        [
            .. Collections(plan),
            new(CeremonySteps.Root, manager, "Rebuild the root and compare it with the plan.", true),
        ]
        : [Open(manager)];

    private static CeremonyStep Open(string manager) => new(
        CeremonySteps.Open, manager, "Open the keystore and compare its root with the plan.", true);

    private static CeremonyStep Forget(string manager) => new(
        CeremonySteps.Root, manager, "Rebuild the root, compare it with the plan, and forget it.", true);

    private static IEnumerable<CeremonyStep> Shares(CeremonyPlan plan, string manager)
    {
        foreach (PlannedCustodian custodian in plan.Custodians)
        {
            string words = custodian.Recipient is null
                ? "Alone at the screen, write the words of the share on paper."
                : "Take the file with the share, encrypted to your key.";
            yield return new(
                CeremonySteps.ShareOf(custodian.Person), custodian.Person.ToString(), words, true);
        }

        yield return new(CeremonySteps.Check, manager, "Rebuild the root from the shares and compare.", true);
    }

    private static IEnumerable<CeremonyStep> Collections(CeremonyPlan plan)
    {
        for (int number = 1; number <= plan.Threshold; number++)
            yield return new(
                CeremonySteps.CollectionOf(number), "custodian", "Alone at the screen, bring a share.", true);
    }
}
