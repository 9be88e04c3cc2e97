using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Attestations;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// A <see cref="HouseAtWork"/> that asks attestors before tokens leave: two of three price feeds, two nodes for the
/// contract's code, one screener. A laxer rule follows, to which nothing refused may fall.
/// </summary>
internal sealed class AttestedHouse : IAsyncDisposable
{
    internal const string LaxerRule =
        """
        {"assets":["eip155:31337/erc20:0x5FbDB2315678afecb367f032d93F642f64180aa3"],"id":"any-tokens","kinds":["withdrawal"],
        "quorums":[[{"count":1,"group":"approvers"}]]}
        """;

    internal static readonly Hash32 Code = Hash32.Keccak("the code that was reviewed"u8);

    // Ten thousand dollars' worth: 6 decimals, priced in cents.
    private static readonly string AttestedRule = $$"""
        {"assets":["eip155:31337/erc20:0x5FbDB2315678afecb367f032d93F642f64180aa3"],
        "facts":[{"ageMaxSeconds":86400,"count":1,"group":"screeners","kind":"screening","list":"ofac-sdn"},
        {"ageMaxSeconds":300,"count":2,"group":"nodes","hash":"{{Code}}","kind":"code-hash"},
        {"ageMaxSeconds":120,"count":2,"divergenceMax":100,"group":"oracles","kind":"price","quote":"EUR","scale":2,
        "valueMax":"1000000"}],
        "id":"attested-tokens","kinds":["withdrawal"],"quorums":[[{"count":2,"group":"approvers"}]],
        "requesters":["operators"]}
        """;

    private AttestedHouse(HouseAtWork house) => House = house;

    internal HouseAtWork House { get; }

    internal SignerHarness Harness => House.Harness;

    internal TestAttestor[] Feeds { get; } = [.. "abc".Select(name => TestAttestor.Of($"feed-{name}", "oracles"))];

    internal TestAttestor[] Nodes { get; } = [.. "ab".Select(name => TestAttestor.Of($"node-{name}", "nodes"))];

    internal TestAttestor Screener { get; } = TestAttestor.Of("screener", "screeners");

    internal static async Task<AttestedHouse> OpenAsync()
    {
        AttestedHouse attested = new(await HouseAtWork.OpenAsync());
        TestAttestor[] all = [.. attested.Feeds, .. attested.Nodes, attested.Screener];
        await attested.House.Desk.EnactAsync(attested.House.Intend(
            IntentKind.RosterChange,
            ("people", CanonicalArray.Empty),
            ("removed", CanonicalArray.Empty),
            ("attestors", CanonicalArray.OfObjects(all.Select(one => one.Proved(attested.Harness.Genesis))))));
        await attested.House.Desk.EnactAsync(attested.House.Intend(
            IntentKind.PolicyChange,
            ("policy", TestPolicy.Of(3, HouseAtWork.GovernanceRule, AttestedRule, LaxerRule))));
        return attested;
    }

    internal static FactClaim Price(ulong cents = 92) => Claims.Price(HouseAtWork.Token, cents, 1_000_000);

    internal static FactClaim CodeIs(Hash32? hash = null) =>
        Claims.Code(HouseAtWork.Token, HouseAtWork.TokenContract, hash ?? Code);

    internal static FactClaim Screened(bool isClear = true, EthereumAddress? address = null) =>
        Claims.Screening(HouseAtWork.Token, address ?? SignerDesk.Recipient, isClear);

    internal SignedAttestation Say(TestAttestor attestor, FactClaim claim, int ageSeconds = 0) =>
        attestor.Say(Harness.Genesis, Harness.Now - TimeSpan.FromSeconds(ageSeconds), claim);

    /// <summary>Everything that the rule asks for, said now and truly.</summary>
    internal List<SignedAttestation> Truth() =>
    [
        Say(Feeds[0], Price()), Say(Feeds[1], Price()), Say(Nodes[0], CodeIs()), Say(Nodes[1], CodeIs()),
        Say(Screener, Screened()),
    ];

    internal Task<Outcome<RegistrationAnswer>> SubmitAsync(
        Intent intent, IEnumerable<SignedAttestation> attestations, byte[]? unsigned = null) =>
        House.Pipeline.RegisterAsync(
            House.Desk.Bytes(intent, unsigned) with
            {
                Attestations = [.. attestations.Select(one => (ReadOnlyMemory<byte>)one.ToBytes())],
            },
            CancellationToken.None);

    public async ValueTask DisposeAsync() => await House.DisposeAsync();
}
