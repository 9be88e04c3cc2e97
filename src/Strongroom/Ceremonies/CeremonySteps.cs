using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>The steps that follow from a plan, in order; docs/ceremonies prints the same.</summary>
public static class CeremonySteps
{
    public const string Software = "software";
    public const string Roles = "roles";
    public const string Generate = "generate";
    public const string Open = "open";
    public const string Root = "root";
    public const string Check = "check";
    public const string Seal = "seal";
    public const string Close = "close";

    public static IReadOnlyList<CeremonyStep> Of(CeremonyPlan plan)
    {
        string manager = plan.SecurityManager.Person.ToString();
        List<CeremonyStep> steps =
        [
            new(Software, manager, "Compare the hash of the software with the plan, read aloud.", false),
            new(Roles, manager, "Check everybody's identity document and key.", false),
        ];
        switch (plan.Purpose)
        {
            case CeremonyPurpose.GenerateRoot:
                steps.Add(new(Generate, manager,
                    "Roll dice and enter them; the machine adds its own chance.", true));
                AddShares(steps, plan);
                steps.Add(new(Seal, manager, "Seal the root into the Signer's keystore file.", true));
                break;
            case CeremonyPurpose.Backup:
                steps.Add(new(Open, manager, "Open the keystore and compare its root with the plan.", true));
                AddShares(steps, plan);
                break;
            default:
                AddCollections(steps, plan);
                steps.Add(new(Root, manager, "Rebuild the root, compare it with the plan, and forget it.",
                    true));
                break;
        }

        steps.Add(new(Close, manager, "Everybody reads the transcript and signs it.", false));
        return steps;
    }

    /// <summary>The id of the step in which a custodian receives a share.</summary>
    public static string ShareOf(PersonId person) => $"share:{person}";

    /// <summary>The id of the step in which the numbered share is brought back.</summary>
    public static string CollectionOf(int number) => $"collect:{number}";

    private static void AddShares(List<CeremonyStep> steps, CeremonyPlan plan)
    {
        foreach (PlannedCustodian custodian in plan.Custodians)
        {
            string words = custodian.Recipient is null
                ? "Alone at the screen, write the words of the share on paper."
                : "Take the file with the share, encrypted to your key.";
            steps.Add(new(ShareOf(custodian.Person), custodian.Person.ToString(), words, true));
        }

        string manager = plan.SecurityManager.Person.ToString();
        steps.Add(new(Check, manager, "Rebuild the root from the shares and compare.", true));
    }

    private static void AddCollections(List<CeremonyStep> steps, CeremonyPlan plan)
    {
        for (int number = 1; number <= plan.Threshold; number++)
            steps.Add(new(CollectionOf(number), "custodian", "Alone at the screen, bring a share.", true));
    }
}
