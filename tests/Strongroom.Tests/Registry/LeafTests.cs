using System.Text;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Tests.Registry;

public sealed class LeafTests
{
    private readonly TestHouse _house = new();

    [Fact]
    public void Reads_back_a_snapshot_leaf()
    {
        SnapshotLeaf leaf = new(_house.Stamp(), Digest.Sha256("r"u8), 7, 42, Digest.Sha256("h"u8));
        _house.Append(leaf);
        Leaf.TryParse(leaf.ToBytes(), out Leaf? read, out _).ShouldBeTrue();
        read.ShouldBe(leaf);
    }

    [Fact]
    public void Refuses_an_unknown_action_an_unknown_member_and_a_missing_one()
    {
        CanonicalObject leaf = _house.Started().ToObject();
        CodeOf(leaf.With("action", "danced")).ShouldBe(JsonRefusal.MalformedValue);
        CodeOf(leaf.With("more", 1)).ShouldBe(JsonRefusal.UnknownMember);
        CodeOf(leaf.With("random", default)).ShouldBe(JsonRefusal.MissingMember);
        CodeOf(leaf.With("actor", "olga")).ShouldBe(JsonRefusal.MalformedValue);
    }

    [Fact]
    public void Refuses_a_registered_leaf_whose_digest_is_not_the_intents()
    {
        TestDesk desk = new();
        desk.Withdraw();
        string text = Encoding.UTF8.GetString(desk.House.Journal[^1]);
        CanonicalObject leaf = TestHouse.Json(text).With("intentDigest", Digest.Sha256("x"u8).ToString());
        CodeOf(leaf).ShouldBe(JsonRefusal.MalformedValue);
    }

    [Fact]
    public void Names_the_address_statement_by_a_digest_over_its_members()
    {
        TestDesk desk = new();
        AccountRecord account = desk.AlphaAccount;
        AccountDemand demand = new(
            account.Account, account.Owner, account.Chain, account.Generation, account.Temperature, account.Path)
        {
            Root = account.Root,
        };
        Digest hash = AddressStatement.Hash(desk.State.Institution, demand, account.Address, account.Date);
        byte[] bytes = CanonicalObject.Of(
            ("account", account.Account.ToString()),
            ("address", account.Address.ToString()),
            ("chain", "eip155:31337"),
            ("client", desk.Alpha.ToString()),
            ("date", account.Date.ToString()),
            ("generation", 0),
            ("genesis", desk.State.Institution.ToString()),
            ("path", "m/44'/60'/0'/0/0"),
            ("root", TestHouse.Root.ToString())).ToBytes();
        hash.ShouldBe(Digest.Tagged("strongroom/address/v1"u8, bytes));
    }

    private static string? CodeOf(CanonicalObject leaf) =>
        Leaf.TryParse(leaf.ToBytes(), out _, out Refusal? refusal) ? null : refusal.Code;
}
