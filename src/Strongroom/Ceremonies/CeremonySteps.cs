using Strongroom.Intents;

namespace Strongroom.Ceremonies;

/// <summary>The steps that follow from a plan, in order; docs/ceremonies prints the same.</summary>
public static class CeremonySteps
{
    public const string Approval = "approval";
    public const string Software = "software";
    public const string Roles = "roles";
    public const string Incident = "incident";
    public const string Generate = "generate";
    public const string Import = "import";
    public const string Open = "open";
    public const string Root = "root";
    public const string Check = "check";
    public const string Seal = "seal";
    public const string HandOver = "hand-over";
    public const string Examine = "examine";
    public const string Destroy = "destroy";
    public const string Checkpoint = "checkpoint";
    public const string Successor = "successor";
    public const string Close = "close";

    public static IReadOnlyList<CeremonyStep> Of(CeremonyPlan plan)
    {
        string manager = plan.SecurityManager.Person.ToString();
        return
        [
            new(Approval, manager, "Compare the plan's digest with what was approved.", false),
            new(Software, manager, "Compare the hash of the software with the plan, read aloud.", false),
            new(Roles, manager, "Check everybody's identity document and key.", false),
            .. PurposeSteps.Of(plan, manager),
            new(Close, manager, "Everybody reads the transcript and signs it.", false),
        ];
    }

    /// <summary>The id of the step in which a custodian receives a share.</summary>
    public static string ShareOf(PersonId person) => $"share:{person}";

    /// <summary>The id of the step in which the numbered share is brought back.</summary>
    public static string CollectionOf(int number) => $"collect:{number}";

    /// <summary>The id of the step in which a custodian gives up a share.</summary>
    public static string SurrenderOf(PersonId person) => $"surrender:{person}";

    /// <summary>The id of the step in which that share is destroyed.</summary>
    public static string ShreddingOf(PersonId person) => $"shred:{person}";
}
