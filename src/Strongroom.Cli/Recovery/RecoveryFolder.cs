using System.Globalization;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Storage;
using Strongroom.Intents;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// The folder of a recovery: every signed transaction before it is broadcast, what moved, what stayed, and
/// the report. With it and the chain a recovery that was interrupted goes on. Thread-safe.
/// </summary>
internal sealed class RecoveryFolder : IDisposable
{
    private readonly string root;
    private readonly Lock gate = new();
    private readonly StreamWriter moved;
    private readonly StreamWriter left;

    internal RecoveryFolder(string path)
    {
        root = Path.GetFullPath(path);
        Directory.CreateDirectory(root);
        moved = new StreamWriter(Path.Combine(root, "moved.jsonl"), append: false);
        left = new StreamWriter(Path.Combine(root, "left.jsonl"), append: false);
    }

    internal RecoverySums Sums { get; } = new();

    internal string ReportPath => Path.Combine(root, "report.json");

    /// <summary>The account's transactions so far, by nonce and attempt.</summary>
    internal List<SentTransaction> Load(DescriptorAccount account)
    {
        string folder = FolderOf(account);
        if (!Directory.Exists(folder)) return [];
        List<SentTransaction> sent = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (SentTransaction.Read(File.ReadAllBytes(file)) is { } one) sent.Add(one);
        }

        return sent;
    }

    /// <summary>Durable when it returns.</summary>
    internal void Save(DescriptorAccount account, SentTransaction sent, int attempt)
    {
        string folder = FolderOf(account);
        Directory.CreateDirectory(folder);
        ulong nonce = sent.Transaction.Nonce;
        string name = string.Create(CultureInfo.InvariantCulture, $"{nonce:d12}-{attempt:d3}.json");
        DurableFile.Replace(Path.Combine(folder, name), sent.ToBytes());
    }

    internal void WriteMoved(DescriptorAccount account, SentTransaction sent)
    {
        CanonicalObject line = CanonicalObject.Of(
            ("account", account.Account.ToString()),
            ("amount", sent.Amount.ToString()),
            ("asset", sent.Asset.ToString()),
            ("from", account.Address.ToString()),
            ("hash", sent.Signed.Hash.ToString()),
            ("kind", sent.Kind),
            ("owner", account.Owner.ToString()),
            ("to", sent.Recipient.ToString()));
        Write(moved, line);
        if (sent.Kind != SentTransaction.TopUp) Sums.AddMoved(sent.Asset, sent.Amount);
    }

    internal void WriteLeft(DescriptorAccount account, AssetId asset, UInt256 amount, CanonicalObject why)
    {
        CanonicalObject line = CanonicalObject.Of(
            ("account", account.Account.ToString()),
            ("address", account.Address.ToString()),
            ("amount", amount.ToString()),
            ("asset", asset.ToString()),
            ("owner", account.Owner.ToString()),
            ("why", why));
        Write(left, line);
        Sums.AddLeft(asset, new Amount(amount));
    }

    /// <summary>The report, once everything was tried.</summary>
    internal byte[] WriteReport(Digest genesis, Digest rootName, Timestamp at)
    {
        Dispose();
        CanonicalObject report = CanonicalObject.Of(
            ("accounts", Sums.ToCanonical()),
            ("at", at.ToString()),
            ("genesis", genesis.ToString()),
            ("left", CanonicalObject.Of(
                ("assets", Sums.LeftToCanonical()), ("sha256", HashOf("left.jsonl")))),
            ("moved", CanonicalObject.Of(
                ("assets", Sums.MovedToCanonical()), ("sha256", HashOf("moved.jsonl")))),
            ("root", rootName.ToString()),
            ("schema", "strongroom/recovery-report/v1"));
        DurableFile.Replace(ReportPath, report.ToBytes());
        return report.ToBytes();
    }

    public void Dispose()
    {
        moved.Dispose();
        left.Dispose();
    }

    private void Write(StreamWriter file, CanonicalObject line)
    {
        lock (gate) file.Write(System.Text.Encoding.UTF8.GetString(line.ToBytes()) + "\n");
    }

    private string HashOf(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(root, name));
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
    }

    /// <summary>Spread over 256 folders, so that ten million accounts do not stand in one.</summary>
    private string FolderOf(DescriptorAccount account)
    {
        string address = account.Address.ToString().ToLowerInvariant();
        string chain = account.Chain.ToString().Replace(':', '-');
        return Path.Combine(root, "transactions", address[2..4], $"{address}-{chain}");
    }
}
