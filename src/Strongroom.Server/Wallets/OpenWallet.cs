using Strongroom.Chains;
using Strongroom.Intents;
using Strongroom.Server.Audit;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Wallets;

/// <summary>
/// POST /v1/wallets and POST /v1/house-wallets: a pending wallet with one account per chain, and the
/// wallet-opening intent. The Signer gives the addresses when the intent takes effect.
/// </summary>
internal sealed class OpenWallet
{
    private const int ChainsMax = 16;

    private readonly Database _database;
    private readonly IntentTable _intents;
    private readonly RegistryWatch _registry;
    private readonly TimeProvider _clock;

    public OpenWallet(Database database, IntentTable intents, RegistryWatch registry, TimeProvider clock)
    {
        _database = database;
        _intents = intents;
        _registry = registry;
        _clock = clock;
    }

    /// <summary>Hot accounts of a custody wallet, unless temperature and kind say otherwise.</summary>
    internal sealed record Input(
        Guid Client, IReadOnlyList<string> Chains, string? Temperature = null, string? Kind = null);

    internal sealed record HouseInput(string Chain);

    /// <summary>A client has one wallet: a further opening adds accounts to it.</summary>
    private sealed record Opening(
        Guid? Client, Guid? Existing, IReadOnlyList<string> Chains, long Generation)
    {
        internal Temperature Temperature { get; init; }

        /// <summary>As in the intent: null is custody.</summary>
        internal string? Kind { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/wallets", (Input input, HttpContext http, OpenWallet useCase) =>
            Idempotency.RunAsync(
                http, useCase._database, scope => useCase.ForClientAsync(scope, input, http)))
            .WithSummary("Open a wallet for a client (needs an Idempotency-Key)")
            .Produces<WalletOutput>(StatusCodes.Status202Accepted).Needs(ApiScope.Clients);
        app.MapPost("/v1/house-wallets", (HouseInput input, HttpContext http, OpenWallet useCase) =>
            Idempotency.RunAsync(http, useCase._database, scope => useCase.ForHouseAsync(scope, input, http)))
            .WithSummary("Open a house wallet for gas (needs an Idempotency-Key)")
            .Produces<WalletOutput>(StatusCodes.Status202Accepted).Needs(ApiScope.Clients);
    }

    private async Task<Answer> ForClientAsync(DbScope scope, Input input, HttpContext http)
    {
        CancellationToken stop = http.RequestAborted;
        if (!Temperatures.TryParse(
            input.Temperature ?? "hot", out Temperature temperature, out Refusal? refusal))
            return Answer.Refused(refusal);
        if (input.Kind is not null && !WalletKinds.TryParse(input.Kind, out _, out refusal))
            return Answer.Refused(refusal with { Field = "kind" });
        string? state = await scope.Command("SELECT state FROM client WHERE id = @id FOR SHARE")
            .With("id", input.Client).FirstAsync(row => row.GetString(0), stop);
        if (state is null) return Answer.Refused(HttpRefusals.NotFound());
        if (state != "active")
        {
            return Answer.Refused(new Refusal(
                WalletRefusal.ClientNotActive, "The client's registration has not taken effect.", "client",
                "an active client"));
        }

        long generation = await scope.Command("""
            SELECT coalesce(max(a.generation) + 1, 0) FROM account a JOIN wallet w ON w.id = a.wallet
            WHERE w.client = @client AND a.chain = ANY(@chains)
            """).With("client", input.Client).With("chains", [.. input.Chains])
            .FirstAsync(row => row.GetInt64(0), stop);
        Guid? existing = await scope
            .Command("SELECT id FROM wallet WHERE client = @client AND state = 'active'")
            .With("client", input.Client).FirstAsync(row => (Guid?)row.GetGuid(0), stop);
        return await OpenAsync(scope, http, new Opening(input.Client, existing, input.Chains, generation)
        {
            Temperature = temperature,
            Kind = input.Kind,
        });
    }

    private async Task<Answer> ForHouseAsync(DbScope scope, HouseInput input, HttpContext http) =>
        await OpenAsync(scope, http, new Opening(Client: null, Existing: null, [input.Chain], Generation: 0));

    private async Task<Answer> OpenAsync(DbScope scope, HttpContext http, Opening opening)
    {
        (Guid? client, Guid? existing, IReadOnlyList<string> chains, long generation) = opening;
        CancellationToken stop = http.RequestAborted;
        if (!_registry.TryGet(out RegistryCopy? registry, out Refusal? refusal))
            return Answer.Refused(refusal);
        refusal = CheckChains(registry, chains);
        if (refusal is not null) return Answer.Refused(refusal);
        DateTimeOffset now = _clock.GetUtcNow();
        Guid wallet = existing ?? NewId.At(now);
        List<AccountOutput> accounts = [.. chains.Select(chain => new AccountOutput(
            NewId.At(now).ToString("D"), chain, generation, opening.Temperature.ToText()))];
        Intent intent = Compose(registry, now, opening with { Existing = wallet }, accounts);
        refusal = await _intents.StoreAsync(scope, intent, SignedRequest.Of(http).Actor, stop);
        if (refusal is not null) return Answer.Refused(refusal);
        if (existing is null) await StoreAsync(scope, client, wallet, intent, now, stop);
        foreach (AccountOutput account in accounts)
            await StoreAccountAsync(scope, client is not null, wallet, account, now, stop);
        WalletOutput output = new(
            wallet.ToString("D"), client?.ToString("D"), client is null ? "gas" : null,
            existing is null ? "pending" : "active", intent.Digest.ToString(), accounts)
        { Intent = IntentOutput.Of(intent, IntentState.Awaiting) };
        string room = client is null ? "house-wallets" : "wallets";
        return Answer.Accepted($"/v1/{room}/{wallet:D}", output, ApiJson.Default.WalletOutput);
    }

    private static Intent Compose(
        RegistryCopy registry, DateTimeOffset now, Opening opening, List<AccountOutput> accounts)
    {
        string wallet = opening.Existing!.Value.ToString("D");
        CanonicalArray terms = CanonicalArray.OfObjects(accounts.Select(account => CanonicalObject.Of(
            ("account", account.Id), ("chain", account.Chain), ("generation", account.Generation),
            ("temperature", account.Temperature))));
        IntentHead head = NewIntent.Head(registry.Genesis, now, isMovement: false);
        return NewIntent.Read(opening.Client is { } owner
            ? head.Compose(
                IntentKind.WalletOpening,
                ("client", owner.ToString("D")), ("wallet", wallet), ("walletKind", opening.Kind),
                ("accounts", terms))
            : head.Compose(
                IntentKind.HouseWalletOpening,
                ("purpose", "gas"), ("wallet", wallet), ("accounts", terms)));
    }

    private static Task StoreAsync(
        DbScope scope, Guid? client, Guid wallet, Intent intent, DateTimeOffset now,
        CancellationToken stop) =>
        (client is { } owner
            ? scope.Command("""
                INSERT INTO wallet (id, client, state, intent, created_at)
                VALUES (@id, @client, 'pending', @intent, @now)
                """).With("client", owner)
            : scope.Command("""
                INSERT INTO house_wallet (id, purpose, state, intent, created_at)
                VALUES (@id, 'gas', 'pending', @intent, @now)
                """)).With("id", wallet).With("intent", intent.Digest.ToBytes()).With("now", now).RunOneAsync(stop);

    private static Task StoreAccountAsync(
        DbScope scope, bool isClients, Guid wallet, AccountOutput account, DateTimeOffset now,
        CancellationToken stop) =>
        scope.Command("""
            INSERT INTO account (id, wallet, house_wallet, chain, generation, temperature, created_at)
            VALUES (@id, @wallet, @house, @chain, @generation, @temperature, @now)
            """).With("id", Guid.Parse(account.Id)).With("wallet", isClients ? wallet : null)
            .With("house", isClients ? null : wallet).With("chain", account.Chain)
            .With("generation", account.Generation).With("temperature", account.Temperature).With("now", now)
            .RunOneAsync(stop);

    private static Refusal? CheckChains(RegistryCopy registry, IReadOnlyList<string> chains)
    {
        if (chains.Count is 0 or > ChainsMax || chains.Distinct(StringComparer.Ordinal)
            .Count() != chains.Count)
        {
            return new Refusal(
                WalletRefusal.ChainsMalformed, "The list of chains cannot be used.", "chains",
                $"1 to {ChainsMax} different CAIP-2 chains");
        }

        bool areKnown =
            chains.All(chain => ChainId.TryParse(chain, out _, out _) && registry.Chains.ContainsKey(chain));
        return areKnown
            ? null
            : new Refusal(
                WalletRefusal.ChainNotRegistered, "A chain is not registered.", "chains",
                "registered chains");
    }
}
