using System.Text;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Registry;

/// <summary>
/// An institution with real keys and a journal in memory: every leaf goes through its bytes before it is applied,
/// and a second state folds the same bytes, so that each test also shows that the fold equals the live state.
/// </summary>
internal sealed class TestHouse
{
    internal const string DefaultPolicy =
        """
        {"rules":[
        {"amountMax":"1000","assets":["eip155:31337/slip44:60"],"id":"small","kinds":["withdrawal"],
         "quorums":[[{"count":2,"group":"approvers"}]],"requesters":["operators"],
         "windows":[{"amountMax":"2500","minutes":1440,"scope":"client"}]},
        {"delayMinutes":60,"id":"large","kinds":["withdrawal"],"quorums":[[{"count":3,"group":"approvers"}]],
         "requesters":["administrators"],"vetoers":"security"},
        {"id":"moves","kinds":["gas-top-up","internal-move"],"quorums":[[{"count":1,"group":"approvers"}]]},
        {"delayMinutes":60,"id":"policy","kinds":["policy-change","house-wallet-opening"],"requesters":["administrators"],
         "quorums":[[{"count":2,"group":"approvers"}]],"vetoers":"security"},
        {"id":"governance","kinds":["chain-registration","asset-registration","client-registration","wallet-opening",
         "house-wallet-opening","allowlist-entry","allowlist-removal","roster-change","unfreeze","policy-change",
         "ceremony","key-registration","key-state-change","cold-signer-registration"],
         "quorums":[[{"count":2,"group":"approvers"}]]},
        {"deny":true,"id":"deny"}],"version":1}
        """;

    private readonly Dictionary<string, TestKey> _keys = [];
    private int _ids;

    internal TestHouse(string policy = DefaultPolicy, int crowd = 0, string profile = "demo")
    {
        Staff = [.. Core, .. Enumerable.Range(0, crowd).Select(i => ($"crowd-{i}", (string[])["approvers"]))];
        SignedFounding founding = Found(policy, profile);
        FoundedLeaf leaf = new(Stamp(), founding);
        Journal.Add(leaf.ToBytes());
        Leaf.TryParse(Journal[0], out Leaf? first, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        State = State.Found((FoundedLeaf)first!);
        Second = State.Found((FoundedLeaf)first!);
        Refusals = new RefusalAccount(Now);
        Append(Started());
    }

    /// <summary>The root of the keystore that every start of this house names.</summary>
    internal static Digest Root { get; } = Digest.Sha256("the founding's root"u8);

    internal StartedLeaf Started() => new(
        Stamp(), new byte[StartedLeaf.RandomBytes], [new KeystoreFact(Root, ProtectionLevel.Software, [])]);

    private static (string Name, string[] Groups)[] Core =>
    [
        ("adam", ["administrators"]), ("anna", ["approvers"]), ("ben", ["approvers"]), ("carla", ["approvers"]),
        ("dora", ["approvers"]), ("olga", ["operators"]), ("otto", ["operators"]), ("vera", ["security"]),
        ("zoe", ["guests"]),
    ];

    internal (string Name, string[] Groups)[] Staff { get; }

    internal State State { get; set; }

    /// <summary>Folds the journal's bytes beside the live state.</summary>
    internal State Second { get; }

    internal List<byte[]> Journal { get; } = [];

    internal RefusalAccount Refusals { get; }

    internal Timestamp Now { get; set; } = Time("2026-11-21T10:00:00Z");

    internal Uuid7 NewId()
    {
        byte[] bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(12), ++_ids);
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        return Uuid7.From(new Guid(bytes, bigEndian: true));
    }

    internal LeafStamp Stamp() => new(new LeafId(NewId()), Now, Digest.Sha256("build"u8));

    internal void Wait(int minutes) => Now += TimeSpan.FromMinutes(minutes);

    internal TestKey KeyOf(string person)
    {
        if (!_keys.TryGetValue(person, out TestKey? key)) _keys[person] = key = TestKey.OfEd25519(person);
        return key;
    }

    internal IntentHead Head(int days = 1) =>
        new(State.Institution, new IntentId(NewId()), Now, Now + TimeSpan.FromDays(days));

    internal StatementCheck Sign(string person, Verdict verdict, params Digest[] intents)
    {
        Statement.TryCreate(
            State.Institution, Person(person), verdict, intents, Now, out Statement? statement, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return StatementCheck.Of(KeyOf(person).Sign(statement!), State);
    }

    internal Submission Submit(Intent intent, string requester, params string[] approvers) => new(
        intent,
        [
            Sign(requester, Verdict.Request, intent.Digest),
            .. approvers.Select(person => Sign(person, Verdict.Approve, intent.Digest)),
        ]);

    internal Refusal? TryRegister(Submission submission)
    {
        if (!RegisterIntent.Decide(State, submission, Now, out Registration? registration, out Refusal? refusal))
            return refusal;
        if (registration.Earlier is null)
            Append(registration.ToLeaf(Stamp(), [.. registration.Demands.Select(Derive)]));
        return null;
    }

    internal Intent Register(CanonicalObject body, string requester = "olga", params string[] approvers)
    {
        Intent intent = Parse(body);
        string[] people = approvers.Length == 0 ? ["anna", "ben", "carla"] : approvers;
        TryRegister(Submit(intent, requester, people))?.ToString().ShouldBeNull();
        return intent;
    }

    internal Refusal? TrySign(Intent intent, byte[] unsigned)
    {
        if (!SignTransaction.Decide(State, intent.Digest, unsigned, Now, out Signing? signing, out Refusal? refusal))
            return refusal;
        if (signing.EarlierIndex is null) Append(signing.ToLeaf(Stamp()));
        return null;
    }

    /// <summary>Through the bytes, into both states.</summary>
    internal void Append(Leaf leaf)
    {
        byte[] bytes = leaf.ToBytes();
        Leaf.TryParse(bytes, out Leaf? read, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        read!.ToBytes().ShouldBe(bytes);
        Journal.Add(bytes);
        State.Apply(leaf);
        Second.Apply(read);
    }

    internal static Intent Parse(CanonicalObject body)
    {
        Intent.TryParse(body, out Intent? intent, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return intent!;
    }

    internal static PersonId Person(string name)
    {
        PersonId.TryParse(name, out PersonId person, out _).ShouldBeTrue();
        return person;
    }

    internal static Timestamp Time(string text)
    {
        Timestamp.TryParse(text, out Timestamp time, out _).ShouldBeTrue();
        return time;
    }

    internal static CanonicalObject Json(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Canonical(text));
        CanonicalJson.TryRead(bytes, 1 << 20, out CanonicalObject? value, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return value!;
    }

    internal static DerivedAddress Derive(AccountDemand demand)
    {
        byte[] hash = Hash32.Keccak(Encoding.UTF8.GetBytes(demand.Path)).ToBytes();
        EthereumAddress address = EthereumAddress.FromBytes(hash.AsSpan(12));
        return new DerivedAddress(
            demand.Account, address, ProtectionLevel.Software, demand.Path, new byte[AccountRecord.SignatureBytes])
        {
            Root = demand.Root,
        };
    }

    // RFC 8785 of hand-written JSON: sorted names, no white space.
    private static string Canonical(string text)
    {
        System.Text.Json.Nodes.JsonNode? Sort(System.Text.Json.Nodes.JsonNode? node) => node switch
        {
            System.Text.Json.Nodes.JsonObject item => new System.Text.Json.Nodes.JsonObject(
                item.OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member => KeyValuePair.Create(member.Key, Sort(member.Value)))),
            System.Text.Json.Nodes.JsonArray array => new System.Text.Json.Nodes.JsonArray([.. array.Select(Sort)]),
            _ => node?.DeepClone(),
        };
        return Sort(System.Text.Json.Nodes.JsonNode.Parse(text))!.ToJsonString();
    }

    private SignedFounding Found(string policy, string profile)
    {
        CanonicalObject body = CanonicalObject.Of(
            ("createdAt", Now.ToString()),
            ("journal", CanonicalObject.Of(("key", "signer.example+0+k"), ("origin", "signer.example"))),
            ("name", "Test House"),
            ("people", CanonicalArray.OfObjects(Staff.Select(one => PersonBody(one.Name, one.Groups)))),
            ("policy", Json(policy)),
            ("profile", profile),
            ("schema", Founding.Schema),
            ("station", TestKey.Station.ToCanonical()),
            ("witnesses", CanonicalArray.OfTexts(["w1.example+0+k", "w2.example+0+k"])),
            ("witnessesMin", 2));
        Founding.TryParse(body, out Founding? founding, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        FoundingSignature[] signatures =
        [
            .. Staff.Select(one => new FoundingSignature(
                KeyOf(one.Name).Key.Id, Person(one.Name), KeyOf(one.Name).Sign(founding!.Digest))),
        ];
        SignedFounding.TryParse(
            SignedFounding.Compose(founding!, signatures), out SignedFounding? signed, out refusal)
            .ShouldBeTrue(refusal?.ToString());
        return signed!;
    }

    internal CanonicalObject PersonBody(string name, params string[] groups) => CanonicalObject.Of(
        ("groups", CanonicalArray.OfTexts(groups)),
        ("keys", CanonicalArray.OfObjects([KeyOf(name).Key.ToCanonical()])),
        ("person", name));
}
