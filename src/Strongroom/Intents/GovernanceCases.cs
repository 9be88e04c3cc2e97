namespace Strongroom.Intents;

/// <summary>
/// A handler for every kind of governance intent: adding a kind breaks every place that forgot it.
/// </summary>
public sealed class GovernanceCases<T>
{
    public required Func<Intent.ChainRegistration, T> ChainRegistration { get; init; }

    public required Func<Intent.AssetRegistration, T> AssetRegistration { get; init; }

    public required Func<Intent.ClientRegistration, T> ClientRegistration { get; init; }

    public required Func<Intent.WalletOpening, T> WalletOpening { get; init; }

    public required Func<Intent.HouseWalletOpening, T> HouseWalletOpening { get; init; }

    public required Func<Intent.AllowlistEntry, T> AllowlistEntry { get; init; }

    public required Func<Intent.AllowlistRemoval, T> AllowlistRemoval { get; init; }

    public required Func<Intent.PolicyChange, T> PolicyChange { get; init; }

    public required Func<Intent.RosterChange, T> RosterChange { get; init; }

    public required Func<Intent.Unfreeze, T> Unfreeze { get; init; }

    public required Func<Intent.Ceremony, T> Ceremony { get; init; }

    public required Func<Intent.KeyRegistration, T> KeyRegistration { get; init; }

    public required Func<Intent.KeyStateChange, T> KeyStateChange { get; init; }

    public required Func<Intent.ColdSignerRegistration, T> ColdSignerRegistration { get; init; }
}
