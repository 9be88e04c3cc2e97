namespace Strongroom.Ledger;

/// <summary>A transfer with both of its accounts, before or after a step.</summary>
public sealed record LedgerEntry(LedgerTransfer Transfer, LedgerAccount Debit, LedgerAccount Credit);
