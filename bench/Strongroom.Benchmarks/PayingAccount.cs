using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;

namespace Strongroom.Benchmarks;

/// <summary>One client's account, and the withdrawals that leave it, one nonce after the other.</summary>
internal sealed class PayingAccount
{
    private const ulong GasLimit = 21_000;

    private static readonly Amount Amount = Registrations.Wei("1000000000000000");
    private static readonly Amount FeeMax = Registrations.Wei("2100000000000000");
    private static readonly UInt256 Gwei = 1_000_000_000;
    private static readonly EthereumAddress Recipient = ParseAddress("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

    private readonly Institution house;
    private readonly ClientId client;
    private readonly AccountId account;
    private readonly EthereumAddress address;
    private ulong nonce;

    private PayingAccount(Institution house, ClientId client, AccountRow row)
    {
        this.house = house;
        this.client = client;
        account = row.Id;
        address = row.Address;
    }

    /// <summary>Registers a client and opens its wallet through the pipeline.</summary>
    internal static async Task<PayingAccount> OpenAsync(Institution house)
    {
        ClientId owner = ClientId.From(Guid.CreateVersion7());
        AccountId opened = AccountId.From(Guid.CreateVersion7());
        await EnactAsync(house, Registrations.RegisterClient(house.Head(), owner));
        await EnactAsync(house, Registrations.OpenWallet(house.Head(), owner, opened));
        Outcome<AccountAnswer> found = await house.Signer.Pipeline.AccountAsync(opened, CancellationToken.None);
        Invariant.Holds(found.Try(out AccountAnswer? answer, out _));
        return new PayingAccount(house, owner, new AccountRow(opened, answer.Account.Address));
    }

    internal static async Task EnactAsync(Institution house, Intent intent) =>
        _ = await RegisterAsync(house, Submit(house, intent, unsigned: null));

    internal static async Task<RegistrationAnswer> RegisterAsync(Institution house, SubmittedBytes bytes)
    {
        Outcome<RegistrationAnswer> outcome = await house.Signer.Pipeline.RegisterAsync(bytes, CancellationToken.None);
        return outcome.Try(out RegistrationAnswer? answer, out Refusal? refusal)
            ? answer
            : throw new InvalidOperationException(refusal.ToString());
    }

    /// <summary>The next withdrawal: intent, request, one approval, unsigned transaction, as they travel.</summary>
    internal SubmittedBytes NextWithdrawal()
    {
        Invariant.Holds(TransferCall.TryCreate(Registrations.Ether, Recipient, Amount, out TransferCall? call, out _));
        MovementTerms terms = new(account, address, call, FeeMax);
        Intent intent = Institution.Parse(
            Intent.Movement.Compose(house.Head(), IntentKind.Withdrawal, terms, ("client", $"{client}")));
        EthereumTransaction transaction = new()
        {
            Kind = TransactionKind.DynamicFee,
            ChainNumber = Registrations.ChainNumber,
            Nonce = nonce++,
            MaxPriorityFeePerGas = Gwei,
            MaxFeePerGas = Gwei * 10,
            GasLimit = GasLimit,
            To = call.To,
            Value = call.Value,
            CallData = call.EncodeCallData(),
        };
        return Submit(house, intent, transaction.EncodeUnsigned());
    }

    private static SubmittedBytes Submit(Institution house, Intent intent, byte[]? unsigned)
    {
        ReadOnlyMemory<byte>[] statements =
        [
            house.Requester.Say(Verdict.Request, intent), house.Approver.Say(Verdict.Approve, intent),
        ];
        return new SubmittedBytes(intent.Bytes, statements, unsigned);
    }

    private static EthereumAddress ParseAddress(string text)
    {
        Invariant.Holds(EthereumAddress.TryParse(text, out EthereumAddress address, out _));
        return address;
    }

    private sealed record AccountRow(AccountId Id, EthereumAddress Address);
}
