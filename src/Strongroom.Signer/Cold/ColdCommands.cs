using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Cold;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;

namespace Strongroom.Signer.Cold;

/// <summary>
/// cold-found --data DIR --origin NAME --home LEAF --institution DIGEST [--unlock-file F] [--hsm hsm.json]
/// cold-derive --data DIR --count N --out FILE [--unlock-file F]
/// cold-sign --data DIR --request FILE --out FILE [--unlock-file F] [--yes demo]
/// The machine has no network; the files come and go by hand (docs/operating/cold.md).
/// </summary>
internal static class ColdCommands
{
    internal static IReadOnlyDictionary<string, string[]> Names { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["cold-found"] = ["--data", "--origin", "--home", "--institution", "--unlock-file", "--hsm"],
        ["cold-derive"] = ["--data", "--count", "--out", "--unlock-file"],
        ["cold-sign"] = ["--data", "--request", "--out", "--unlock-file", "--yes"],
    };

    internal static async Task<Refusal?> RunAsync(CommandLine line)
    {
        if (!line.TryRequire("--data", out string? data, out Refusal? refusal)) return refusal;
        if (line.Verb == "cold-sign" && line.Optional("--unlock-file") is null)
            return new Refusal(
                SignerRefusal.ArgumentMissing, "The terminal is for the comparison.", "--unlock-file",
                "a file of mode 0600 with the unlock secret");
        if (SignerCommands.ReadUnlock(line, out SecretBytes? unlock) is { } locked) return locked;
        using (unlock)
        {
            if (line.Verb == "cold-found") return await FoundAsync(line, data, unlock!);
            (ColdFolder? folder, refusal) = await ColdFolder.OpenAsync(
                new DataFolder(data), unlock!, TimeProvider.System, NullLogger.Instance);
            if (folder is null) return refusal;
            await using (folder)
            {
                return line.Verb == "cold-sign"
                    ? await SignAsync(line, folder)
                    : await DeriveAsync(line, folder);
            }
        }
    }

    private static async Task<Refusal?> FoundAsync(CommandLine line, string data, SecretBytes unlock)
    {
        if (!line.TryRequire("--origin", out string? origin, out Refusal? refusal)) return refusal;
        if (!line.TryRequire("--home", out string? home, out refusal)) return refusal;
        if (!line.TryRequire("--institution", out string? text, out refusal)) return refusal;
        if (!Digest.TryParse(text, out Digest institution, out refusal)) return refusal;
        if (!TryReadFile(home, "--home", Leaf.BytesMax, out byte[] leaf, out refusal)) return refusal;
        if (SignerCommands.ReadHsm(line, out HsmSettings? hsm) is { } unread) return unread;
        FoundCold founding = new(new DataFolder(data), TimeProvider.System, Argon2idCost.Interactive, hsm);
        (ColdFoundedLeaf? founded, refusal) = await founding.RunAsync(origin, leaf, institution, unlock);
        if (founded is null) return refusal;
        CanonicalObject said = CanonicalObject.Of(
            ("institution", founded.Institution.ToString()), ("key", founded.Signer.Key),
            ("level", founded.Level.ToText()), ("origin", founded.Signer.Origin),
            ("root", founded.Signer.Root.ToString()));
        Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(said.ToBytes()));
        return null;
    }

    private static async Task<Refusal?> DeriveAsync(CommandLine line, ColdFolder folder)
    {
        if (!line.TryRequire("--count", out string? text, out Refusal? refusal)) return refusal;
        if (!line.TryRequire("--out", out string? path, out refusal)) return refusal;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count is < 1 or > ColdAddresses.AddressesMax)
            return new Refusal(
                SignerRefusal.ArgumentUnknown, "That many addresses make no batch.", "--count",
                $"1 to {ColdAddresses.AddressesMax}");
        SignedBody batch = await DerivePool.RunAsync(folder, count);
        await File.WriteAllBytesAsync(path, batch.ToBytes());
        return null;
    }

    private static async Task<Refusal?> SignAsync(CommandLine line, ColdFolder folder)
    {
        if (!line.TryRequire("--request", out string? from, out Refusal? refusal)) return refusal;
        if (!line.TryRequire("--out", out string? to, out refusal)) return refusal;
        bool isDemo = folder.State.Home.Founding.Founding.Profile == Profile.Demo;
        if (line.Optional("--yes") is { } yes && (yes != "demo" || !isDemo))
            return new Refusal(
                SignerRefusal.ArgumentUnknown, "A person compares every movement.", "--yes",
                "\"demo\", and only in an institution of that profile");
        if (!TryReadFile(from, "--request", SignedBody.BytesMax, out byte[] file, out refusal))
            return refusal;
        ComparingDesk desk = new(Console.In, Console.Out, line.Optional("--yes") is not null);
        (SignedBody? response, refusal) = await new SignRequest(folder, desk).RunAsync(file);
        if (response is null) return refusal;
        await File.WriteAllBytesAsync(to, response.ToBytes());
        return null;
    }

    private static bool TryReadFile(
        string path, string field, int bytesMax, out byte[] bytes,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refusal)
    {
        FileInfo file = new(path);
        bool isThere = file.Exists && file.Length <= bytesMax;
        bytes = isThere ? File.ReadAllBytes(path) : [];
        refusal = isThere
            ? null
            : new Refusal(SignerRefusal.ArgumentUnknown, "The file is absent or too large.", field);
        return isThere;
    }
}
