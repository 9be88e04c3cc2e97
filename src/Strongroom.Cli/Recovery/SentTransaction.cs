using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Cli.Recovery;

/// <summary>One signed transaction of a recovery, as its file keeps it.</summary>
internal sealed record SentTransaction(string Kind, AssetId Asset, Amount Amount, SignedTransaction Signed)
{
    internal const string Token = "token";
    internal const string Remainder = "remainder";
    internal const string TopUp = "top-up";
    internal const int FileBytesMax = 4096;

    internal EthereumTransaction Transaction => Signed.Transaction;

    internal EthereumAddress Recipient => Kind == Token ? TokenRecipient() : Transaction.To!.Value;

    internal byte[] ToBytes() => CanonicalObject.Of(
        ("amount", Amount.ToString()),
        ("asset", Asset.ToString()),
        ("hash", Signed.Hash.ToString()),
        ("kind", Kind),
        ("nonce", (long)Transaction.Nonce),
        ("raw", HexText.Format(Signed.Raw.Span)),
        ("sender", Signed.Sender.ToString()),
        ("to", Recipient.ToString())).ToBytes();

    /// <summary>Null when it is no file of a recovery: a half-written one has another name.</summary>
    internal static SentTransaction? Read(ReadOnlySpan<byte> bytes)
    {
        if (!CanonicalJson.TryRead(bytes, FileBytesMax, out CanonicalObject? source, out _)) return null;
        MemberReader read = new(source);
        string kind = read.Text("kind");
        AssetId asset = read.Asset("asset");
        Amount amount = read.Amount("amount");
        bool isRaw = HexText.TryParse(read.Text("raw"), out byte[]? raw);
        return read.IsRight && isRaw && SignedTransaction.TryDecode(raw, out SignedTransaction? signed, out _)
            ? new SentTransaction(kind, asset, amount, signed)
            : null;
    }

    private EthereumAddress TokenRecipient()
    {
        bool isTransfer = Erc20Call.TryDecodeTransfer(
            Transaction.CallData.Span, out EthereumAddress recipient, out _, out _);
        Invariant.Holds(isTransfer);
        return recipient;
    }
}
