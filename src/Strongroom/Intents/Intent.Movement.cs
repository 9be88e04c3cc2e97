using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Intents;

public abstract partial class Intent
{
    /// <summary>
    /// An amount of one asset from one account to one address: withdrawal, internal move, gas top-up. The
    /// call is
    /// part of the intent and was compared with asset, recipient and amount while parsing.
    /// </summary>
    public abstract class Movement : Intent
    {
        private const int CallBytesMax = 4096;

        private protected Movement(in Common common, ref MemberReader read) : base(common)
        {
            Chain = read.Chain("chain");
            Asset = read.Asset("asset");
            Account = new AccountId(read.Id("account"));
            From = read.Address("from");
            To = read.Address("to");
            Amount = read.Amount("amount");
            FeeMax = read.Amount("feeMax");
            Replaces = read.Has("replaces") ? new IntentId(read.Id("replaces")) : null;
            CanonicalObject call = read.Object("call");
            if (!read.IsRight) return;
            if (!TryCheckTerms(out TransferCall? terms, out Refusal? refusal))
            {
                read.Keep(refusal);
                return;
            }

            Call = terms;
            read.Keep(CompareCall(call, terms));
        }

        public ChainId Chain { get; }

        public AssetId Asset { get; }

        /// <summary>The paying account.</summary>
        public AccountId Account { get; }

        /// <summary>The paying account's address.</summary>
        public EthereumAddress From { get; }

        public EthereumAddress To { get; }

        public Amount Amount { get; }

        /// <summary>The one call that moves this.</summary>
        public TransferCall Call { get; } = null!;

        /// <summary>
        /// The most that all transactions of this intent may cost, in the chain's native asset.
        /// </summary>
        public Amount FeeMax { get; }

        /// <summary>The earlier intent whose nonce this one takes.</summary>
        public IntentId? Replaces { get; }

        /// <summary>The receiving account, where the recipient is one.</summary>
        public AccountId? ToAccountId => this switch
        {
            InternalMove move => move.ToAccount,
            GasTopUp topUp => topUp.ToAccount,
            _ => null,
        };

        /// <summary>The members that all movements share, for composing one in code.</summary>
        public static CanonicalObject Compose(
            IntentHead head, IntentKind kind, MovementTerms terms,
            params ReadOnlySpan<(string Name, CanonicalValue Value)> members)
        {
            TransferCall call = terms.Call;
            CanonicalObject callBody = CanonicalObject.Of(
                ("data", HexText.Format(call.EncodeCallData())),
                ("to", call.To.ToString()),
                ("value", call.Value.ToString()));
            return head.Compose(
                kind,
                [
                    ("chain", call.Asset.Chain.ToString()),
                    ("asset", call.Asset.ToString()),
                    ("account", terms.Account.ToString()),
                    ("from", terms.From.ToString()),
                    ("to", call.Recipient.ToString()),
                    ("amount", call.Amount.ToString()),
                    ("feeMax", terms.FeeMax.ToString()),
                    ("replaces", terms.Replaces?.ToString()),
                    ("call", callBody),
                    .. members,
                ]);
        }

        private bool TryCheckTerms(
            [NotNullWhen(true)] out TransferCall? terms, [NotNullWhen(false)] out Refusal? refusal)
        {
            terms = null;
            refusal = null;
            if (Asset.Chain != Chain) refusal = IntentRefusals.AssetElsewhere("asset");
            else if (Amount.IsZero) refusal = IntentRefusals.ZeroAmount();
            return refusal is null && TransferCall.TryCreate(Asset, To, Amount, out terms, out refusal);
        }

        private Refusal? CompareCall(CanonicalObject call, TransferCall terms)
        {
            MemberReader read = new(call, "call");
            string data = read.Text("data", 2 + (2 * CallBytesMax));
            string to = read.Text("to");
            Amount value = read.Amount("value");

            // One address has one text: comparing texts spares two Keccak-256 for checksums already checked.
            bool isTextThere = Body.TryText("to", out string? recipient);
            string callee = Asset.IsNative && isTextThere ? recipient! : Asset.Reference;
            read.Require(data == HexText.Format(terms.EncodeCallData()), IntentRefusals.CallDiffers("call.data"));
            read.Require(to == callee, IntentRefusals.CallDiffers("call.to"));
            read.Require(value.BaseUnits == terms.Value, IntentRefusals.CallDiffers("call.value"));
            read.TryEnd(out Refusal? refusal);
            return refusal;
        }
    }

    /// <summary>
    /// From a client's account to an address outside, or to another client: this, and nothing gentler.
    /// </summary>
    public sealed class Withdrawal : Movement
    {
        internal Withdrawal(in Common common, ref MemberReader read) : base(common, ref read) =>
            Client = new ClientId(read.Id("client"));

        public ClientId Client { get; }
    }

    /// <summary>Between two accounts of one client.</summary>
    public sealed class InternalMove : Movement
    {
        internal InternalMove(in Common common, ref MemberReader read) : base(common, ref read)
        {
            Client = new ClientId(read.Id("client"));
            ToAccount = new AccountId(read.Id("toAccount"));
        }

        public ClientId Client { get; }

        public AccountId ToAccount { get; }
    }

    /// <summary>Native asset from a house wallet to a client's account, so that it can pay fees.</summary>
    public sealed class GasTopUp : Movement
    {
        internal GasTopUp(in Common common, ref MemberReader read) : base(common, ref read)
        {
            House = new WalletId(read.Id("house"));
            ToAccount = new AccountId(read.Id("toAccount"));
            if (read.IsRight) read.Require(Asset.IsNative, IntentRefusals.NotNative("asset"));
        }

        /// <summary>The house wallet that pays.</summary>
        public WalletId House { get; }

        public AccountId ToAccount { get; }
    }
}
