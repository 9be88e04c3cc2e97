using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Cli.Demo;

/// <summary>
/// Carol gets a second key, a passkey of the approval station, by a roster change that Alice and Bob approve.
/// </summary>
internal static class EnrolPasskey
{
    internal const string BrowserMark = "passkey.browser";

    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        const string Person = DemoPeople.ThirdApprover;
        Digest genesis = await stage.GenesisAsync(stop);
        string entryFile = Path.Combine(stage.Folder.People, $"{Person}.passkey.entry.json");
        if (!File.Exists(entryFile))
        {
            bool isBrowser = stage.Programs.HasBrowser;
            CanonicalObject made = isBrowser ? await EnrolAsync(stage, stop) : Create(stage, genesis);
            stage.Progress.Set(BrowserMark, isBrowser ? "yes" : "no");
            DemoFolder.Write(entryFile, made.ToBytes());
        }

        JsonObject entry = JsonNode.Parse(File.ReadAllBytes(entryFile))!.AsObject();
        string change = await stage.Desk.SubmitAsync("enrol-passkey", head => head.Compose(
            IntentKind.RosterChange,
            ("people", CanonicalArray.OfObjects([stage.People.Listed(Person, CanonicalTree.Of(entry))])),
            ("removed", CanonicalArray.Empty)), genesis, stop);
        await stage.Desk.DecideAsync(
            change, DemoPeople.Administrator, [DemoPeople.FirstApprover, DemoPeople.SecondApprover], stop);
        stage.Narrator.Say(stage.Progress.Get(BrowserMark) == "yes"
            ? "Carol made it in a real browser (headless Chromium), on the station's own origin."
            : "No Chromium here: a software authenticator made it, and Carol will approve by command line.");
    }

    private static async Task<CanonicalObject> EnrolAsync(DemoStage stage, CancellationToken stop)
    {
        JsonNode answer = await new StationBrowser(stage).EnrolAsync(
            DemoPeople.ThirdApprover, stage.People.PasskeyFile, stop);
        return CanonicalTree.Of(answer["keys"]![0]!.AsObject());
    }

    private static CanonicalObject Create(DemoStage stage, Digest genesis)
    {
        using Passkey passkey = Passkey.Create(stage.People.PasskeyFile);
        bool isPerson =
            PersonId.TryParse(DemoPeople.ThirdApprover, out PersonId person, out Refusal? refusal);
        if (!isPerson) throw new DemoStoppedException(refusal!.ToString());
        Digest proof = PossessionProof.HashOf(genesis, person, passkey.PublicKey.Id);
        StatementSignature possession =
            passkey.Assert(stage.Ports.StationUrl, DemoPorts.StationHost, proof.ToBytes());
        return passkey.PublicKey.ToCanonical().With("possession", possession.ToCanonical());
    }
}
