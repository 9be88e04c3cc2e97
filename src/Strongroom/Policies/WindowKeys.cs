using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>The four sums that a movement counts in, one for each scope.</summary>
public readonly record struct WindowKeys(string Client, string Account, string Requester, string Asset)
{
    public WindowKey this[WindowScope scope] => scope switch
    {
        WindowScope.Client => new WindowKey(scope, Client, Asset),
        WindowScope.Account => new WindowKey(scope, Account, Asset),
        WindowScope.Requester => new WindowKey(scope, Requester, Asset),
        _ => new WindowKey(WindowScope.Institution, "", Asset),
    };

    /// <summary>A house wallet counts as a client of its own.</summary>
    public static WindowKeys Of(Intent.Movement movement, PersonId requester) =>
        new(OwnerOf(movement), movement.Account.ToString(), requester.ToString(), movement.Asset.ToString());

    private static string OwnerOf(Intent.Movement movement) => movement switch
    {
        Intent.Withdrawal withdrawal => withdrawal.Client.ToString(),
        Intent.InternalMove move => move.Client.ToString(),
        Intent.GasTopUp topUp => topUp.House.ToString(),
        _ => throw new Cryptography.InvariantException("a movement without an owner"),
    };
}
