using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>
/// <c>log proof LOG INDEX --key VKEY [--witness VKEY]… [--receipt] [--out FILE]</c>: writes a C2SP
/// tlog-proof, or a receipt, which holds the leaf besides (docs/formats/receipt.md).
/// </summary>
internal static class ProveLeaf
{
    internal static Command Build()
    {
        LogOptions log = new();
        Argument<ulong> index = new("index") { Description = "the leaf's index" };
        Option<FileInfo?> output = new("--out") { Description = "file to write instead of standard output" };
        Option<bool> receipt = new("--receipt") { Description = "a receipt, with the leaf itself" };
        Command command = new("proof", "Write an offline proof of a leaf (C2SP tlog-proof)");
        log.AddTo(command);
        command.Arguments.Add(index);
        command.Options.Add(output);
        command.Options.Add(receipt);
        command.SetAction(parsed => LogExit.Run(
            parsed.GetValue(log.Json),
            () => Run(
                parsed, log, parsed.GetValue(index), (parsed.GetValue(output), parsed.GetValue(receipt)))));
        return command;
    }

    private static int Run(
        ParseResult parsed, LogOptions log, ulong index, (FileInfo? File, bool IsReceipt) output)
    {
        bool isJson = parsed.GetValue(log.Json);
        if (!log.TryGetTrust(parsed, out LogTrust? trust, out Refusal? refusal))
            return LogExit.Refuse(refusal, isJson, LogExit.NotTried);
        using LogReader reader = LogReader.Open(parsed.GetValue(log.Place)!);
        if (reader.Checkpoint() is not { } bytes)
        {
            Refusal none = new(AuditRefusal.SourceUnreadable, "there is no checkpoint");
            return LogExit.Refuse(none, isJson, LogExit.NotTried);
        }

        if (!SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out refusal))
            return LogExit.Refuse(refusal, isJson);
        ulong size = head.Checkpoint.Size;
        if (index >= size)
            return LogExit.Refuse(new Refusal(AuditRefusal.LeafOutside, "the log has no such leaf"), isJson);
        using TileHashReader tiles = new(size, reader.HashTile);
        using MerkleHasher hasher = new();
        LogProof proof = new(index, MerkleProofs.Inclusion(index, size, tiles.Read, hasher), head);
        byte[] leaf = reader.Entry(index, size);
        if (proof.Check(leaf, trust, out _) is { } wrong) return LogExit.Refuse(wrong, isJson);
        byte[] written = output.IsReceipt ? ReceiptOf(leaf, proof) : proof.ToBytes();
        if (output.File is null) Console.Out.Write(Encoding.UTF8.GetString(written));
        else File.WriteAllBytes(output.File.FullName, written);
        return LogExit.Holds;
    }

    /// <summary>As the Signer returns it; the leaf's bytes stand there unchanged.</summary>
    internal static byte[] ReceiptOf(ReadOnlySpan<byte> leaf, LogProof proof)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer);
        json.WriteStartObject();
        json.WriteNumber("index"u8, proof.Index);
        json.WritePropertyName("leaf"u8);
        json.WriteRawValue(leaf);
        json.WriteString("proof"u8, proof.ToString());
        json.WriteString("schema"u8, "strongroom/receipt/v1"u8);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
