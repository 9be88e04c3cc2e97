using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Signer.Registry;

/// <summary>
/// An account of a root with what somebody who leaves that root has to know: the wallet, the first generation
/// that is free, and the owner's newest account below an active root.
/// </summary>
internal sealed record RootAccount(AccountRecord Account, WalletId Wallet, int NextGeneration)
{
    /// <summary>How many generations of one owner, chain and temperature are looked through.</summary>
    private const int GenerationsMax = 1024;

    internal AccountRecord? Successor { get; private init; }

    internal static RootAccount Of(State state, AccountRecord account)
    {
        AccountRecord? successor = null;
        int generation = account.Generation + 1;
        for (int i = 0; i < GenerationsMax; i++, generation++)
        {
            if (!state.TryGetSlot(account, generation, out AccountRecord? next)) break;
            if (state.TryGetRoot(next.Root, out RootRecord? root) && root.State == KeyState.Active)
                successor = next;
        }

        WalletId wallet = account.IsHouse
            ? new WalletId(account.Owner)
            : state.GetClient(new ClientId(account.Owner)).Wallet!.Value;
        return new RootAccount(account, wallet, generation) { Successor = successor };
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("account"u8, Account.Account.ToString());
        json.WriteString("address"u8, Account.Address.ToString());
        json.WriteString("chain"u8, Account.Chain.ToString());
        json.WriteBoolean("house"u8, Account.IsHouse);
        json.WriteNumber("nextGeneration"u8, NextGeneration);
        json.WriteString("owner"u8, Account.Owner.ToString());
        json.WriteString("temperature"u8, Account.Temperature.ToText());
        json.WriteString("wallet"u8, Wallet.ToString());
        if (Successor is { } successor)
        {
            json.WriteStartObject("successor"u8);
            json.WriteString("account"u8, successor.Account.ToString());
            json.WriteString("address"u8, successor.Address.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
