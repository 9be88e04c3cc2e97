namespace Strongroom.Intents;

public abstract partial class Intent
{
    public const int AccountsMax = 64;

    /// <summary>Accounts for a client; the Signer derives their addresses.</summary>
    public sealed class WalletOpening : Governance
    {
        internal WalletOpening(in Common common, ref MemberReader read) : base(common)
        {
            Client = new ClientId(read.Id("client"));
            Wallet = new WalletId(read.Id("wallet"));
            WalletKind = read.Has("walletKind")
                ? read.Parse<WalletKind>("walletKind", WalletKinds.TryParse)
                : WalletKind.Custody;
            Accounts = ReadAccounts(ref read);
        }

        public ClientId Client { get; }

        public WalletId Wallet { get; }

        /// <summary>Custody where the intent does not say.</summary>
        public WalletKind WalletKind { get; }

        public IReadOnlyList<AccountTerms> Accounts { get; }
    }

    /// <summary>Accounts of the house itself, to pay fees for clients' accounts.</summary>
    public sealed class HouseWalletOpening : Governance
    {
        private const string Gas = "gas";

        internal HouseWalletOpening(in Common common, ref MemberReader read) : base(common)
        {
            Wallet = new WalletId(read.Id("wallet"));
            bool isGas = read.Text("purpose") == Gas;
            read.Require(isGas, JsonRefusals.MalformedValue("purpose", Gas));
            Accounts = ReadAccounts(ref read);
        }

        public WalletId Wallet { get; }

        public IReadOnlyList<AccountTerms> Accounts { get; }
    }

    private static AccountTerms[] ReadAccounts(ref MemberReader read)
    {
        CanonicalObject[] objects = read.Objects("accounts", 1, AccountsMax);
        AccountTerms[] accounts = new AccountTerms[objects.Length];
        HashSet<AccountId> ids = [];
        HashSet<AccountTerms> slots = [];
        for (int i = 0; i < objects.Length; i++)
        {
            MemberReader account = new(objects[i], $"accounts[{i}]");
            accounts[i] = new AccountTerms(
                new AccountId(account.Id("account")),
                account.Chain("chain"),
                (int)account.Integer("generation", 0, AccountTerms.GenerationMax),
                account.Parse<Temperature>("temperature", Temperatures.TryParse))
            {
                Level = account.Has("level")
                    ? account.Parse<ProtectionLevel>("level", ProtectionLevels.TryParse) : null,
            };
            account.TryEnd(out Refusal? refusal);
            read.Keep(refusal);
            bool isNew = ids.Add(accounts[i].Account)
                & slots.Add(accounts[i] with { Account = default, Level = null });
            read.Require(isNew, IntentRefusals.DuplicateAccount());
        }

        return accounts;
    }
}
