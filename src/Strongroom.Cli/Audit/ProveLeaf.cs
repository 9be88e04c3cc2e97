using System.CommandLine;
using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>
/// <c>log proof LOG INDEX --key VKEY [--witness VKEY]… [--out FILE]</c>: writes a C2SP tlog-proof.
/// </summary>
internal static class ProveLeaf
{
    internal static Command Build()
    {
        LogOptions log = new();
        Argument<ulong> index = new("index") { Description = "the leaf's index" };
        Option<FileInfo?> output = new("--out") { Description = "file to write instead of standard output" };
        Command command = new("proof", "Write an offline proof of a leaf (C2SP tlog-proof)");
        log.AddTo(command);
        command.Arguments.Add(index);
        command.Options.Add(output);
        command.SetAction(parsed => LogExit.Run(
            parsed.GetValue(log.Json),
            () => Run(parsed, log, parsed.GetValue(index), parsed.GetValue(output))));
        return command;
    }

    private static int Run(ParseResult parsed, LogOptions log, ulong index, FileInfo? output)
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
        if (proof.Check(reader.Entry(index, size), trust, out _) is { } wrong)
            return LogExit.Refuse(wrong, isJson);
        if (output is null) Console.Out.Write(proof.ToString());
        else File.WriteAllBytes(output.FullName, proof.ToBytes());
        return LogExit.Holds;
    }
}
