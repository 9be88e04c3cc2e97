using System.CommandLine;
using Strongroom.Ceremonies;
using Strongroom.Cli.Roster;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// <c>ceremony perform PLAN --out FOLDER --key PERSON=FILE … [--unlock-file FILE] [--keystore FILE]</c>: at a
/// terminal, offline. The same command goes on with a ceremony that was interrupted.
/// </summary>
internal static class PerformCeremony
{
    private const int UnlockBytesMax = 1023;
    private const int UnlockBytesMin = 8;

    internal static Command Build()
    {
        Argument<string> plan = new("plan") { Description = "the intent of the ceremony" };
        Option<string> output = new("--out") { Description = "the ceremony's folder", Required = true };
        Option<string[]> keys = new("--key") { Description = "PERSON=FILE, for everybody who is here" };
        Option<string?> unlock =
            new("--unlock-file") { Description = "the keystore's unlock secret, mode 0600" };
        Option<string?> keystore = new("--keystore") { Description = "the keystore to back up" };
        Option<string> cost = new("--unlock-cost") { DefaultValueFactory = _ => "sensitive" };
        cost.AcceptOnlyFromAmong("sensitive", "interactive");
        Command command = new("perform", "Perform a ceremony, or go on with it");
        command.Arguments.Add(plan);
        command.Options.Add(output);
        command.Options.Add(keys);
        command.Options.Add(unlock);
        command.Options.Add(keystore);
        command.Options.Add(cost);
        command.SetAction(parsed => Answer.Run(() =>
        {
            using CeremonyTools tools = new()
            {
                Keystore = parsed.GetValue(keystore),
                Cost = parsed.GetValue(cost) == "sensitive" ? Argon2idCost.Sensitive
                    : Argon2idCost.Interactive,
            };
            Refusal? refusal = Prepare(tools, parsed.GetValue(keys) ?? [], parsed.GetValue(unlock))
                ?? Run(Answer.ReadInput(parsed.GetValue(plan)!), parsed.GetValue(output)!, tools);
            return refusal is null ? Answer.Done : Answer.Refuse(refusal, isJson: false);
        }));
        return command;
    }

    private static Refusal? Prepare(CeremonyTools tools, string[] keys, string? unlockFile)
    {
        foreach (string pair in keys)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (!PersonId.TryParse(pair[..Math.Max(0, equals)], out PersonId person, out Refusal? refusal))
                return refusal with { Field = "--key", Accepted = "PERSON=FILE" };
            if (!PersonKeyFile.TryOpen(pair[(equals + 1)..], out PersonKeyFile? key,
                out refusal)) return refusal;
            if (tools.Keys.TryAdd(person, key)) continue;
            key.Dispose();
            return PerformRefusals.KeyDiffers($"{person}");
        }

        if (unlockFile is null) return null;
        if (!OwnerFile.TryRead(unlockFile, UnlockBytesMax + 1, out SecretBytes? content))
            return PerformRefusals.Unlock();
        using SecretBytes owned = content;
        using SecretLease text = content.Open();
        int end = text.Span.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = text.Span[..(end < 0 ? text.Span.Length : end)].TrimEnd((byte)'\r');
        if (line.Length is < UnlockBytesMin or > UnlockBytesMax) return PerformRefusals.Unlock();
        tools.Unlock = SecretBytes.CopyOf(line);
        return null;
    }

    private static Refusal? Run(byte[] planBytes, string folder, CeremonyTools tools)
    {
        if (!CanonicalJson.TryRead(planBytes, Intent.BytesMax, out CanonicalObject? body,
            out Refusal? refusal))
            return refusal;
        if (!Transcript.TryReadPlan(body, out Intent.Ceremony? intent, out CeremonyPlan? plan, out refusal))
            return refusal;
        refusal = CheckBefore(intent, plan, tools);
        if (refusal is not null) return refusal;
        CeremonyFolder files = new(folder);
        if (!files.TryBegin(intent, plan, out Transcript? transcript, out refusal)) return refusal;
        using CeremonyRun run = new(transcript, files, tools);
        return run.Perform();
    }

    /// <summary>What must hold before anybody sits down; in this order.</summary>
    private static Refusal? CheckBefore(Intent.Ceremony intent, CeremonyPlan plan, CeremonyTools tools)
    {
        if (plan.Software != SoftwareHash.Own) return PerformRefusals.SoftwareDiffers();
        if (intent.IsExpired(Timestamp.From(TimeProvider.System.GetUtcNow(
            )))) return PerformRefusals.Expired();
        foreach (Participant one in plan.People)
        {
            bool isHere = tools.Keys.TryGetValue(one.Person, out PersonKeyFile? key);
            if (isHere && key!.ToPersonKey(KeyClass.Independent).Id != one.Key)
                return PerformRefusals.KeyDiffers($"{one.Person}");
        }

        Refusal? missing = plan.CheckPresence(tools.Keys.Keys);
        if (missing is not null) return missing;
        bool isUnlockNeeded = plan.Purpose != CeremonyPurpose.RestoreDrill;
        if (isUnlockNeeded && tools.Unlock is null) return PerformRefusals.Unlock();
        bool isKeystoreNeeded = plan.Purpose == CeremonyPurpose.Backup;
        if (isKeystoreNeeded && !File.Exists(tools.Keystore)) return PerformRefusals.Keystore();
        return Terminal.IsThere ? null : PerformRefusals.NoTerminal();
    }
}
