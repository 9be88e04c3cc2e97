using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Registry;

/// <summary>
/// GET /v1/registry/roots/{root}/accounts: a page of the accounts below one root, found by their numbers and
/// not by a search through all accounts.
/// </summary>
internal sealed record RootAccountsAnswer(IReadOnlyList<RootAccount> Accounts, long? Next) : IAnswer
{
    internal const int PageMax = 200;

    internal static RootAccountsAnswer Of(State state, RootRecord root, long from)
    {
        List<RootAccount> accounts = [];
        long number = from;
        for (; accounts.Count < PageMax; number++)
        {
            if (!state.TryGetAccountOf(root.Root, number, out AccountRecord? account)) break;
            accounts.Add(RootAccount.Of(state, account));
        }

        return new RootAccountsAnswer(accounts, number < root.Accounts ? number : null);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("accounts"u8);
        foreach (RootAccount account in Accounts) account.Write(json);
        json.WriteEndArray();
        if (Next is { } next) json.WriteNumber("next"u8, next);
        json.WriteEndObject();
    }
}
