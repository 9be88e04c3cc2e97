using System.Numerics;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Strongroom.Tests.Faults;

/// <summary>
/// A whole institution at work on a chain of its own: founded, clients registered and funded, ready for withdrawals
/// and for whatever is done to its programs meanwhile.
/// </summary>
internal sealed class Journey : IDisposable
{
    private static readonly BigInteger EtherFunds = BigInteger.Pow(10, 20);
    private static readonly BigInteger GasFunds = BigInteger.Pow(10, 19);
    private static readonly BigInteger TokenFunds = BigInteger.Pow(10, 13);

    private readonly ITestOutputHelper output;

    private Journey(DevChain chain, House house, Desk desk, ITestOutputHelper output)
    {
        (Chain, House, Desk, this.output) = (chain, house, desk, output);
        Health = new Health(house);
    }

    internal DevChain Chain { get; }

    internal House House { get; }

    internal Desk Desk { get; }

    internal Health Health { get; }

    internal Holder First { get; private set; } = null!;

    internal Holder Second { get; private set; } = null!;

    internal Holder TokensOnly { get; private set; } = null!;

    internal Holder Gas { get; private set; } = null!;

    internal static async Task<Journey> BeginAsync(ITestOutputHelper output)
    {
        DevChain? chain = null;
        House house = new();
        try
        {
            Task<DevChain> starting = DevChain.StartAsync();
            await house.FoundAsync();
            chain = await starting;
            await house.StartServerAsync(chain.Endpoint);
            Journey journey = new(chain, house, new Desk(house), output);
            await journey.PrepareAsync();
            return journey;
        }
        catch
        {
            foreach (HouseProgram program in house.Programs) output.WriteLine($"{program.Name}:\n{program.LogTail}");
            house.Dispose();
            chain?.Dispose();
            throw;
        }
    }

    /// <summary>Everything that must hold once all is quiet.</summary>
    internal async Task CheckAsync(IReadOnlyCollection<Order> orders)
    {
        await Health.AwaitAsync();
        foreach (Order order in orders)
            order.HasEndedWell.ShouldBeTrue($"{order.Id} {order.State} {order.Reason}");
        (await LedgerCheck.CountWithdrawalsAsync(House)).ShouldBe(orders.Count);
        // A withdrawal that a person rejects may end before the gas top-up that it waited for.
        await Desk.UntilAsync(
            "the end of every movement", async () => await LedgerCheck.CountOpenAsync(House) == 0);
        await ReconcileAsync();
        await LedgerCheck.HoldsAsync(House);
        await ChainCheck.HoldsAsync(Chain, orders);
        await new LogCheck(House, Chain, Health).HoldsAsync(orders, [First, Second, TokensOnly, Gas]);
        Desk.Surprises.ShouldBeEmpty();
        foreach (HouseProgram program in House.Programs)
            program.OwnEnds.ShouldBeEmpty(program.Name);
    }

    internal void Tell(string line)
    {
        output.WriteLine(line);
        Console.Error.WriteLine(line);
    }

    internal void TellLogs()
    {
        foreach (HouseProgram program in House.Programs) output.WriteLine($"{program.Name}:\n{program.LogTail}");
    }

    public void Dispose()
    {
        Desk.Dispose();
        Health.Dispose();
        House.Dispose();
        Chain.Dispose();
    }

    private async Task PrepareAsync()
    {
        await Health.AwaitAsync();
        await Desk.RegisterChainAsync();
        await Desk.RegisterTokenAsync(Chain.TokenAsset);
        Task<Holder> gas = Desk.OpenHouseAsync();
        Task<Holder> first = Desk.OpenClientAsync("Ada");
        Task<Holder> second = Desk.OpenClientAsync("Blaise");
        TokensOnly = await Desk.OpenClientAsync("Carl");
        (Gas, First, Second) = (await gas, await first, await second);
        await Chain.PayAsync(First.Address, EtherFunds);
        await Chain.PayAsync(Second.Address, EtherFunds);
        await Chain.PayAsync(Gas.Address, GasFunds);
        await Chain.PayTokensAsync(Second.Address, TokenFunds);
        await Chain.PayTokensAsync(TokensOnly.Address, TokenFunds);
        await Desk.AwaitPositionAsync(First.PositionsPath, DevChain.Ether, EtherFunds);
        await Desk.AwaitPositionAsync(Gas.PositionsPath, DevChain.Ether, GasFunds);
        await Desk.AwaitPositionAsync(Second.PositionsPath, Chain.TokenAsset, TokenFunds);
        await Desk.AwaitPositionAsync(TokensOnly.PositionsPath, Chain.TokenAsset, TokenFunds);
    }

    private async Task ReconcileAsync()
    {
        await Desk.PostAsync("/v1/reconciliations", new JsonObject(), Desk.NewKey());
        JsonNode latest = new JsonObject();
        await Desk.UntilAsync("a reconciliation", async () =>
        {
            latest = await Desk.GetAsync("/v1/reconciliations/latest");
            return Desk.Text(latest, "state") != "running";
        });
        Desk.Text(latest, "state").ShouldBe("agreed", latest.ToJsonString());
    }
}
