using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Registry;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// The house at work with a second root in its data folder: registered by its ceremony, active, a new generation of
/// accounts below it.
/// </summary>
internal sealed class RotatedHouse : IAsyncDisposable
{
    private static readonly Argon2idCost Cheap = new(1, 8);

    private RotatedHouse(HouseAtWork house) => House = house;

    internal HouseAtWork House { get; }

    internal SignerHarness Harness => House.Harness;

    internal Digest Old { get; private set; }

    internal Digest New { get; private set; }

    /// <summary>The client's account below the new root.</summary>
    internal AccountRecord Fresh { get; private set; } = null!;

    /// <summary>The gas account below the new root.</summary>
    internal AccountRecord FreshGas { get; private set; } = null!;

    internal static async Task<RotatedHouse> OpenAsync()
    {
        RotatedHouse rotated = new(await HouseAtWork.OpenAsync());
        rotated.Old = (await rotated.RootsAsync()).ShouldHaveSingleItem().Root;
        rotated.New = await rotated.AddRootAsync();
        await rotated.OpenAccountsAsync();
        return rotated;
    }

    /// <summary>A software keystore with a fresh seed, put into the folder of the stopped Signer.</summary>
    internal async Task<Digest> AddKeystoreAsync()
    {
        string file = Path.Combine(Harness.Folder, $"{Guid.NewGuid()}.json");
        using SecretBytes unlock = SecretBytes.CopyOf(SignerHarness.Unlock);
        SealedSeed made = SealedSeed.Create(unlock, Harness.Genesis.ToBytes(), Cheap);
        File.WriteAllBytes(file, made.ToBytes());
        made.TryOpen(unlock, Harness.Genesis.ToBytes(), out SecretBytes? seed).ShouldBeTrue();
        Digest root;
        using (seed) root = Digest.FromBytes(MasterKeyName.Of(seed!));
        await Harness.StopAsync();
        AddKeystore.Run(Harness.Data, (file, null), unlock, TextWriter.Null).ShouldBeNull();
        AddKeystore.Run(Harness.Data, (file, null), unlock, TextWriter.Null)!.Code
            .ShouldBe(Strongroom.Signer.Hosting.SignerRefusal.KeystoreTwice);
        await Harness.StartAsync();
        return root;
    }

    internal async Task<Digest> AddRootAsync()
    {
        Digest root = await AddKeystoreAsync();
        await House.Desk.PerformAsync(SignerDesk.Plan("generate-root"), root);
        await House.Desk.EnactAsync(House.Desk.ChangeState(root, "active"));
        return root;
    }

    internal async Task<IReadOnlyList<RootRecord>> RootsAsync()
    {
        KeyRegisterAnswer answer = (await House.Pipeline.KeysAsync(CancellationToken.None)).Must();
        answer.Content.TryArray("roots", out CanonicalArray? roots).ShouldBeTrue();
        return
        [
            .. roots!.Items.ToArray().Select(value =>
            {
                value.TryObject(out CanonicalObject? body).ShouldBeTrue();
                return RootRecord.Read(body!, "", out _).ShouldNotBeNull();
            }),
        ];
    }

    internal async Task SetStateAsync(Digest root, string state) =>
        await House.Desk.EnactAsync(House.Desk.ChangeState(root, state));

    /// <summary>Within the client's wallet.</summary>
    internal Intent Sweep(AccountId from, Strongroom.Chains.Ethereum.EthereumAddress address, AccountRecord to) => House.MoveFrom(
        from, address, IntentKind.InternalMove, HouseAtWork.Call(SignerDesk.Ether, to.Address, "1000"),
        ("client", $"{House.Desk.Client}"), ("toAccount", $"{to.Account}"));

    internal Intent TopUp(AccountRecord from, AccountRecord to) => House.MoveFrom(
        from.Account, from.Address, IntentKind.GasTopUp, HouseAtWork.Call(SignerDesk.Ether, to.Address, "1000"),
        ("house", $"{House.Gas}"), ("toAccount", $"{to.Account}"));

    internal async Task<AccountRecord> FindAsync(AccountId account)
    {
        AccountAnswer answer = (await House.Pipeline.AccountAsync(account, CancellationToken.None)).Must();
        return answer.Account;
    }

    public async ValueTask DisposeAsync() => await House.DisposeAsync();

    private async Task OpenAccountsAsync()
    {
        AccountId fresh = AccountId.From(Guid.CreateVersion7()), gas = AccountId.From(Guid.CreateVersion7());
        await House.Desk.EnactAsync(House.Intend(
            IntentKind.WalletOpening, ("client", $"{House.Desk.Client}"), ("wallet", $"{House.Desk.Wallet}"),
            ("accounts", HouseAtWork.Accounts(fresh, generation: 2))));
        await House.Desk.EnactAsync(House.Intend(
            IntentKind.HouseWalletOpening, ("purpose", "gas"), ("wallet", $"{House.Gas}"),
            ("accounts", HouseAtWork.Accounts(gas, generation: 1))));
        Fresh = await FindAsync(fresh);
        FreshGas = await FindAsync(gas);
    }
}
