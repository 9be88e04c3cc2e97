using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Signer.Cold;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Roster;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// prepare --data DIR --origin NAME
/// found --data DIR --founding FILE [--unlock-file F] [--hsm hsm.json [--level LEVEL]] | --keystore later
/// add-keystore --data DIR --keystore FILE [--unlock-file F] [--hsm hsm.json]
/// run --data DIR --witness VKEY=ADDRESS… [--unlock-file F] [--socket PATH [--peer-uid N…]]
///     [--server-listen https://ADDRESS:PORT --server-certificate F --server-key F --server-pin PIN…]
///     [--listen https://ADDRESS:PORT --certificate F --key F]
/// cold-found, cold-derive, cold-sign: <see cref="ColdCommands"/>
/// Exit codes: 0 done, 1 refused.
/// </summary>
internal static class SignerCommands
{
    private const int FoundingBytesMax = 1024 * 1024;

    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["prepare"] = ["--data", "--origin"],
        ["found"] = ["--data", "--founding", "--unlock-file", "--hsm", "--level", "--keystore"],
        ["add-keystore"] = ["--data", "--keystore", "--unlock-file", "--hsm"],
        ["run"] =
        [
            "--data", "--socket", "--witness", "--unlock-file", "--peer-uid", "--listen", "--certificate",
            "--key", "--snapshot-every", "--server-listen", "--server-certificate", "--server-key",
            "--server-pin",
        ],
        ["cold-found"] = ColdCommands.Names["cold-found"],
        ["cold-derive"] = ColdCommands.Names["cold-derive"],
        ["cold-sign"] = ColdCommands.Names["cold-sign"],
    };

    internal static async Task<int> Run(IReadOnlyList<string> arguments)
    {
        Refusal? refusal = CommandLine.TryParse(arguments, Names, out CommandLine? line, out Refusal? wrong)
            ? line.Verb switch
            {
                "prepare" => Prepare(line),
                "found" => Found(line),
                "cold-found" or "cold-derive" or "cold-sign" => await ColdCommands.RunAsync(line),
                "add-keystore" => Add(line),
                _ => await RunSigner.RunAsync(line),
            }
            : wrong;
        if (refusal is null) return 0;
        string accepted = refusal.Accepted is null ? "" : $" Accepted: {refusal.Accepted}";
        await Console.Error.WriteLineAsync($"{refusal}{accepted}");
        return 1;
    }

    /// <summary>The unlock secret from its file, or one line of standard input.</summary>
    internal static Refusal? ReadUnlock(CommandLine line, out SecretBytes? unlock)
    {
        Refusal? refusal;
        if (line.Optional("--unlock-file") is { } path)
            return UnlockSecret.TryReadFile(path, out unlock, out refusal) ? null : refusal;
        using Stream input = Console.OpenStandardInput();
        return UnlockSecret.TryRead(input, out unlock, out refusal) ? null : refusal;
    }

    /// <summary>Null settings without the option: the seed is sealed in software.</summary>
    internal static Refusal? ReadHsm(CommandLine line, out HsmSettings? hsm)
    {
        hsm = null;
        if (line.Optional("--hsm") is not { } path) return null;
        return OpenKeystore.TryReadSettings(path, out hsm, out Refusal? refusal) ? null : refusal;
    }

    /// <summary>Of a keystore with tokens, sealed under their keys unless it says otherwise.</summary>
    private static Refusal? ReadLevel(CommandLine line, out ProtectionLevel level)
    {
        level = ProtectionLevel.HsmWrapped;
        if (line.Optional("--level") is not { } text) return null;
        bool isKnown = ProtectionLevels.TryParse(text, out level);
        bool isTaken = isKnown && line.Optional("--hsm") is not null
            && level is ProtectionLevel.HsmWrapped or ProtectionLevel.HsmDerived;
        return isTaken
            ? null
            : new Refusal(SignerRefusal.ArgumentUnknown, "No keystore rests at this level.", "--level",
                "with --hsm: hsm-wrapped or hsm-derived");
    }

    private static Refusal? Prepare(CommandLine line)
    {
        if (!line.TryRequire("--data", out string? data, out Refusal? refusal)) return refusal;
        return line.TryRequire("--origin", out string? origin, out refusal)
            ? PrepareJournal.Run(data, origin, Console.Out)
            : refusal;
    }

    private static Refusal? Add(CommandLine line)
    {
        if (!line.TryRequire("--data", out string? data, out Refusal? refusal)) return refusal;
        if (!line.TryRequire("--keystore", out string? file, out refusal)) return refusal;
        if (ReadHsm(line, out HsmSettings? hsm) is { } unread) return unread;
        if (ReadUnlock(line, out SecretBytes? unlock) is { } locked) return locked;
        using (unlock) return AddKeystore.Run(data, (file, hsm), unlock!, Console.Out);
    }

    private static Refusal? Found(CommandLine line)
    {
        if (!line.TryRequire("--data", out string? data, out Refusal? refusal)) return refusal;
        if (!line.TryRequire("--founding", out string? path, out refusal)) return refusal;
        FileInfo file = new(path);
        if (!file.Exists || file.Length > FoundingBytesMax)
            return new Refusal(
                SignerRefusal.ArgumentUnknown, "The founding file is absent or too large.", "--founding");
        if (ReadHsm(line, out HsmSettings? hsm) is { } unread) return unread;
        if (ReadLevel(line, out ProtectionLevel level) is { } other) return other;
        SecretBytes? unlock = null;
        if (!IsKeystoreLater(line, out refusal))
        {
            refusal ??= ReadUnlock(line, out unlock);
            if (refusal is not null) return refusal;
        }

        using (unlock)
        {
            FoundInstitution founding =
                new(new DataFolder(data), TimeProvider.System, Argon2idCost.Interactive, hsm)
                {
                    TokenLevel = level,
                };
            if (!founding.TryRun(
                File.ReadAllBytes(path), unlock, out FoundedInstitution? founded, out refusal))
                return refusal;
            Console.Out.WriteLine(FoundInstitution.Describe(founded));
            return null;
        }
    }

    /// <summary>A ceremony can make a keystore only for an institution that is founded already.</summary>
    private static bool IsKeystoreLater(CommandLine line, out Refusal? refusal)
    {
        string? word = line.Optional("--keystore");
        refusal = word is null or "later"
            ? null
            : new Refusal(
                SignerRefusal.ArgumentUnknown, "A founding takes no keystore, for none can exist before it.",
                "--keystore", "later, and then \"add-keystore\"");
        return word == "later";
    }
}
