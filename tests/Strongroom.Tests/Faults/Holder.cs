namespace Strongroom.Tests.Faults;

/// <summary>Whose account it is (no client: the house), its address, and where the API shows its positions.</summary>
internal sealed record Holder(string Client, string Account, string Address, string PositionsPath);
