using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Tests.Ceremonies;

namespace Strongroom.Tests.Registry;

/// <summary>Whose key it is: what is returned to a client, and what never leaves.</summary>
public sealed class WalletKindTests
{
    private static readonly Digest Dedicated = Digest.Sha256("a root of one client"u8);

    private readonly TestDesk _desk = new();

    private TestHouse House => _desk.House;

    [Fact]
    public void A_clients_own_key_rests_below_their_own_root_and_can_be_returned()
    {
        ClientId client = NewClient();
        Open(client, WalletId.From(Guid.CreateVersion7()), "client-key").ShouldBe(RegistryRefusal.RootNotDedicated);
        Dedicate(client);
        WalletId wallet = WalletId.From(Guid.CreateVersion7());
        AccountId account = AccountId.From(Guid.CreateVersion7());
        Open(client, wallet, "client-key", account).ShouldBeNull();
        _desk.State.TryGetAccount(account, out AccountRecord? record).ShouldBeTrue();
        record!.Root.ShouldBe(Dedicated);
        Intent plan = TestHouse.Parse(ReturnBody(client, Dedicated));
        House.TryRegister(House.Submit(plan, "olga", "anna", "ben", "carla")).ShouldBeNull();
        KeyRegistration(plan, Dedicated).ShouldBeNull();
        _desk.State.GetRoot(Dedicated).State.ShouldBe(KeyState.Deactivated);
        Intent withdrawal = TestHouse.Parse(Intent.Movement.Compose(
            House.Head(), IntentKind.Withdrawal, TestDesk.Terms(record, 500), ("client", $"{client}")));
        House.TryRegister(House.Submit(withdrawal, "olga", "anna", "ben"))!.Code
            .ShouldBe(RegistryRefusal.RootOnlySweeps);
    }

    [Theory]
    [InlineData("custody")]
    [InlineData("mandate")]
    public void No_other_key_is_returned_not_even_below_a_root_of_the_clients_own(string kind)
    {
        ClientId client = NewClient();
        Dedicate(client);
        Open(client, WalletId.From(Guid.CreateVersion7()), kind).ShouldBeNull();
        Return(client, Dedicated).ShouldBe(RegistryRefusal.NotReturnable);
        Return(client, TestHouse.Root).ShouldBe(RegistryRefusal.NotReturnable);
    }

    [Fact]
    public void A_root_is_returned_to_the_client_it_belongs_to_only()
    {
        ClientId client = NewClient();
        Dedicate(client);
        Open(client, WalletId.From(Guid.CreateVersion7()), "client-key").ShouldBeNull();
        Return(_desk.Alpha, Dedicated).ShouldBe(RegistryRefusal.NotReturnable);
        Return(client, TestHouse.Root).ShouldBe(RegistryRefusal.NotReturnable);
        Return(client, Digest.Sha256("a root of nobody"u8)).ShouldBe(RegistryRefusal.NotReturnable);
        Return(client, Dedicated).ShouldBeNull();
    }

    [Fact]
    public void A_wallet_keeps_its_kind()
    {
        Open(_desk.Alpha, _desk.AlphaWallet, "mandate", generation: 7).ShouldBe(RegistryRefusal.WalletKindDiffers);
        Open(_desk.Alpha, _desk.AlphaWallet, "custody", generation: 7).ShouldBeNull();
    }

    private ClientId NewClient()
    {
        ClientId client = ClientId.From(Guid.CreateVersion7());
        House.Register(_desk.ClientBody(client));
        return client;
    }

    /// <summary>A root of this client alone, made at a ceremony, registered and active.</summary>
    private void Dedicate(ClientId client)
    {
        CanonicalObject plan = CeremonySamples.Plan("generate-root").With("client", $"{client}");
        Intent intent = House.Register(House.Head().Compose(IntentKind.Ceremony, ("plan", plan)));
        KeyRegistration(intent, Dedicated).ShouldBeNull();
        House.Register(House.Head().Compose(
            IntentKind.KeyStateChange, ("root", $"{Dedicated}"), ("state", "active"), ("reason", "its shares were checked")));
    }

    private string? Open(
        ClientId client, WalletId wallet, string kind, AccountId? account = null, int generation = 0)
    {
        AccountId opened = account ?? AccountId.From(Guid.CreateVersion7());
        Intent intent = TestHouse.Parse(_desk.OpeningBody(client, wallet, opened, generation, kind));
        return House.TryRegister(House.Submit(intent, "olga", "anna", "ben", "carla"))?.Code;
    }

    private CanonicalObject ReturnBody(ClientId client, Digest root) => House.Head().Compose(
        IntentKind.Ceremony,
        ("plan", CeremonySamples.Plan("return").With("root", $"{root}").With("client", $"{client}")));

    private string? Return(ClientId client, Digest root) => House.TryRegister(
        House.Submit(TestHouse.Parse(ReturnBody(client, root)), "olga", "anna", "ben", "carla"))?.Code;

    private string? KeyRegistration(Intent plan, Digest root)
    {
        byte[] transcript = PlayedCeremony.Of(plan, root, House.Now);
        Intent intent = TestHouse.Parse(House.Head().Compose(
            IntentKind.KeyRegistration, ("transcript", $"{Digest.Sha256(transcript)}")));
        Submission submission = House.Submit(intent, "olga", "anna", "ben", "carla");
        return House.TryRegister(submission with { Attachment = TranscriptEvidence.Of(transcript) })?.Code;
    }
}
