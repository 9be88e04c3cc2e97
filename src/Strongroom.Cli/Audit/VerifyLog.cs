using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>
/// <c>log verify LOG --key VKEY [--witness VKEY]… [--witnesses-min K] [--from CHECKPOINT] [--leaf INDEX]
/// [--json]</c>
/// </summary>
internal static class VerifyLog
{
    internal static Command Build()
    {
        LogOptions log = new();
        Option<FileInfo?> from = new("--from") { Description = "an older checkpoint that must be extended" };
        Option<ulong?> leaf = new("--leaf") { Description = "a leaf to prove from the tiles" };
        Command command = new("verify", "Verify a whole log offline: signatures, entries, tiles, root");
        log.AddTo(command);
        command.Options.Add(from);
        command.Options.Add(leaf);
        command.SetAction(parsed => LogExit.Run(
            parsed.GetValue(log.Json),
            () => Run(parsed, log, parsed.GetValue(from), parsed.GetValue(leaf))));
        return command;
    }

    private static int Run(ParseResult parsed, LogOptions log, FileInfo? from, ulong? leaf)
    {
        bool isJson = parsed.GetValue(log.Json);
        if (!log.TryGetTrust(parsed, out LogTrust? trust, out Refusal? refusal))
            return LogExit.Refuse(refusal, isJson, LogExit.NotTried);
        SignedCheckpoint? older = null;
        if (from is not null)
        {
            byte[] bytes = File.ReadAllBytes(from.FullName);
            if (!SignedCheckpoint.TryParse(bytes, out older, out refusal))
                return LogExit.Refuse(refusal, isJson);
        }

        using LogReader reader = LogReader.Open(parsed.GetValue(log.Place)!);
        bool showsProgress = !Console.IsErrorRedirected && !isJson;
        LogVerification verification = new(reader, trust, showsProgress ? ProgressLine.Write : null);
        refusal = verification.Run();
        if (showsProgress) ProgressLine.Erase();
        if (refusal is null && leaf is { } index) refusal = verification.CheckLeaf(index);
        if (refusal is null && older is not null) refusal = verification.CheckExtends(older);
        if (refusal is null) return Report(verification, isJson);
        bool isUntried = string.Equals(refusal.Code, AuditRefusal.SourceUnreadable, StringComparison.Ordinal);
        return LogExit.Refuse(refusal, isJson, isUntried ? LogExit.NotTried : LogExit.Refused);
    }

    private static int Report(LogVerification verification, bool isJson)
    {
        Checkpoint head = verification.Head!.Checkpoint;
        long rate = (long)verification.LeavesPerSecond;
        if (!isJson)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"verified: {head.Origin}, {head.Size} leaves, root {head.Root}, "
                + $"{verification.Cosignatures.Count} cosignatures ({rate} leaves/s)"));
            return LogExit.Holds;
        }

        JsonArray witnesses = [];
        foreach (Cosignature cosignature in verification.Cosignatures)
        {
            witnesses.Add(new JsonObject
            {
                ["name"] = cosignature.Witness.Name,
                ["time"] = DateTimeOffset.FromUnixTimeSeconds((long)cosignature.Timestamp)
                    .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            });
        }

        JsonObject report = new()
        {
            ["valid"] = true, ["origin"] = head.Origin, ["size"] = head.Size, ["root"] = head.Root.ToString(),
            ["witnesses"] = witnesses, ["leavesPerSecond"] = rate,
        };
        Console.Out.WriteLine(report.ToJsonString());
        return LogExit.Holds;
    }
}
