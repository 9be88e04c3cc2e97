using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Demo;

/// <summary>
/// The founding: journal key, witnesses' keys and people's keys are made, the founders sign one file, and the
/// Signer writes leaf 0 from it. What is there already is kept, so an interrupted founding is finished, never
/// made twice.
/// </summary>
internal static class FoundHouse
{
    private const int UnlockBytes = 32;
    private const string AlreadyFounded = "signer.data-folder-used";

    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        DemoFolder folder = stage.Folder;
        if (!File.Exists(stage.UnlockFile))
            DemoFolder.WriteSecret(stage.UnlockFile, Convert.ToHexStringLower(
                RandomBytes.Create(UnlockBytes)) + "\n");
        string journal = await stage.Progress.OnceAsync("signer.vkey", async () =>
            JsonNode.Parse(await stage.RunAsync(
                stage.Programs.Signer, ["prepare", "--data", folder.Signer, "--origin",
                    DemoTerms.SignerOrigin], stop))!["key"]!.GetValue<string>());
        foreach (int number in DemoStage.Witnesses)
        {
            await stage.Progress.OnceAsync($"witness.{number}.vkey", async () =>
                (await stage.RunAsync(
                    stage.Programs.Cli, ["witness", .. stage.WitnessKeys(number), "--print-key"], stop))
                        .Trim());
        }

        CanonicalArray people = stage.People.Ensure();
        await stage.Progress.OnceAsync("founded", async () =>
        {
            string signed = folder.At("founding.signed.json");
            if (!File.Exists(signed)) DemoFolder.Write(signed, Sign(stage, journal, people));
            (int code, _, string error) = await Tool.TryRunAsync(
                [stage.Programs.Host, stage.Programs.Signer, "found", "--data", folder.Signer, "--founding",
                    signed,
                    "--unlock-file", stage.UnlockFile], stop);
            if (code != 0 && !error.Contains(AlreadyFounded, StringComparison.Ordinal))
                throw new DemoStoppedException($"the Signer refuses the founding: {error.Trim()}");
            return "yes";
        });
    }

    private static byte[] Sign(DemoStage stage, string journal, CanonicalArray people)
    {
        CanonicalObject body = CanonicalObject.Of(
            ("createdAt", Timestamp.From(TimeProvider.System.GetUtcNow()).ToString()),
            ("journal", CanonicalObject.Of(("key", journal), ("origin", DemoTerms.SignerOrigin))),
            ("name", DemoTerms.Name),
            ("people", people),
            ("policy", DemoPolicy.Compose(DemoTerms.Ether, stage.TokenAsset)),
            ("profile", "demo"),
            ("schema", Founding.Schema),
            ("station", CanonicalObject.Of(
                ("origin", stage.Ports.StationUrl), ("rpId", DemoPorts.StationHost))),
            ("witnesses", CanonicalArray.OfTexts(stage.WitnessVkeys)),
            ("witnessesMin", (long)DemoStage.Witnesses.Length));
        return Founding.TryParse(body, out Founding? founding, out Refusal? refusal)
            ? stage.People.Found(founding).Body.ToBytes()
            : throw new DemoStoppedException($"the founding file is refused: {refusal}");
    }

    /// <summary>The raw Ed25519 key in a log's vkey.</summary>
    internal static byte[] RawKey(string vkey) =>
        NoteKey.TryParse(vkey, out NoteKey? key, out Refusal? refusal)
            ? key.PublicKey.ToArray()
            : throw new DemoStoppedException(refusal.ToString());
}
