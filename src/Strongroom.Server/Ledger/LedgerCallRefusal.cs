namespace Strongroom.Server.Ledger;

/// <summary>The refusal codes of this room's calls; the rules' own stand in the pure room.</summary>
internal static class LedgerCallRefusal
{
    public const string NeverReconciled = "ledger.never-reconciled";
}
