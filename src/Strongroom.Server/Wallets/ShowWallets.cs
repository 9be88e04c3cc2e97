using Strongroom.Server.Http;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Wallets;

/// <summary>GET /v1/wallets/{id}, GET /v1/clients/{id}/wallets, GET /v1/house-wallets and …/{id}.</summary>
internal static class ShowWallets
{
    private const string ClientWallets =
        "SELECT id, client, NULL::text, state, intent FROM wallet";

    private const string HouseWallets =
        "SELECT id, NULL::uuid, purpose, state, intent FROM house_wallet";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/wallets/{id:guid}", (Guid id, Database database, CancellationToken stop) =>
            ShowAsync(ClientWallets, id, database, stop)).WithSummary("One wallet with its accounts")
            .Produces<WalletOutput>().Needs(ApiScope.Read);
        app.MapGet("/v1/house-wallets/{id:guid}", (Guid id, Database database, CancellationToken stop) =>
            ShowAsync(HouseWallets, id, database, stop)).WithSummary("One house wallet with its accounts")
            .Produces<WalletOutput>().Needs(ApiScope.Read);
        app.MapGet("/v1/clients/{id:guid}/wallets", (
            Guid id, string? cursor, int? limit, Database database, CancellationToken stop) =>
            ListAsync($"{ClientWallets} WHERE client = @client AND", id, Page.Of(cursor, limit), database,
                stop))
            .WithSummary("A client's wallets, oldest first").Produces<ListOutput<WalletOutput>>()
            .Needs(ApiScope.Read);
        app.MapGet("/v1/house-wallets", (
            string? cursor, int? limit, Database database, CancellationToken stop) =>
            ListAsync($"{HouseWallets} WHERE", null, Page.Of(cursor, limit), database, stop))
            .WithSummary("House wallets, oldest first").Produces<ListOutput<WalletOutput>>()
            .Needs(ApiScope.Read);
    }

    private static async Task<Answer> ShowAsync(
        string select, Guid id, Database database, CancellationToken stop)
    {
        await using DbScope scope = await database.BeginAsync(stop);
        List<WalletOutput> found =
            await ReadAsync(scope, $"{select} WHERE id = @after", null, new Page(id, 1), stop);
        return found.Count == 0
            ? Answer.Refused(HttpRefusals.NotFound())
            : Answer.Ok(found[0], ApiJson.Default.WalletOutput);
    }

    private static async Task<Answer> ListAsync(
        string select, Guid? client, (Page? Page, Refusal? Refusal) read, Database database,
        CancellationToken stop)
    {
        if (read.Page is not { } page) return Answer.Refused(read.Refusal!);
        await using DbScope scope = await database.BeginAsync(stop);
        List<WalletOutput> wallets = await ReadAsync(
            scope, $"{select} id > @after ORDER BY id LIMIT @limit", client, page, stop);
        ListOutput<WalletOutput> output =
            new(wallets, page.NextAfter(wallets, wallet => Guid.Parse(wallet.Id)));
        return Answer.Ok(output, ApiJson.Default.ListOutputWalletOutput);
    }

    private static async Task<List<WalletOutput>> ReadAsync(
        DbScope scope, string select, Guid? client, Page page, CancellationToken stop)
    {
        List<WalletOutput> wallets = await scope.Command(select)
            .With("client", client).With("after", page.After).With("limit", page.Limit)
            .ListAsync(row => new WalletOutput(
                row.GetGuid(0).ToString("D"), row.GetGuidOrNull(1)?.ToString("D"), row.GetStringOrNull(2),
                row.GetString(3), Convert.ToHexStringLower(row.GetBytes(4)), []), stop);
        Guid[] ids = [.. wallets.Select(wallet => Guid.Parse(wallet.Id))];
        List<(Guid Wallet, AccountOutput Account)> accounts = await scope.Command($"""
            SELECT {AccountOutput.Columns} FROM account
            WHERE wallet = ANY(@ids) OR house_wallet = ANY(@ids) ORDER BY id
            """).With("ids", ids).ListAsync(
            row => (row.GetGuidOrNull(9) ?? row.GetGuid(10), AccountOutput.Read(row)), stop);
        ILookup<Guid, AccountOutput> byWallet =
            accounts.ToLookup(entry => entry.Wallet, entry => entry.Account);
        return [.. wallets.Select(wallet => wallet with { Accounts = [.. byWallet[Guid.Parse(wallet.Id)]] })];
    }
}
