using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Registry;

/// <summary>
/// GET /v1/registry/roots/{root}/accounts: a page of the accounts below one root, found by their numbers and
/// not by a search through all accounts.
/// </summary>
internal sealed record RootAccountsAnswer(IReadOnlyList<AccountAnswer> Accounts, long? Next) : IAnswer
{
    internal const int PageMax = 200;

    internal static RootAccountsAnswer Of(State state, RootRecord root, long from)
    {
        List<AccountAnswer> accounts = [];
        long number = from;
        for (; accounts.Count < PageMax; number++)
        {
            if (!state.TryGetAccountOf(root.Root, number, out AccountRecord? account)) break;
            accounts.Add(new AccountAnswer(account, state.NextNonce(account.Chain, account.Address)));
        }

        return new RootAccountsAnswer(accounts, number < root.Accounts ? number : null);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("accounts"u8);
        foreach (AccountAnswer account in Accounts) account.Write(json);
        json.WriteEndArray();
        if (Next is { } next) json.WriteNumber("next"u8, next);
        json.WriteEndObject();
    }
}
