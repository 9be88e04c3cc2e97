using Strongroom.Ceremonies;
using Strongroom.Cli.Ceremonies;
using Strongroom.Intents;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Ceremonies;

/// <summary>The record that is printed, signed by hand and filed.</summary>
public sealed class RecordTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("strongroom-record-");

    /// <summary>The pages, where the machine has the program for them.</summary>
    internal static string[] Pdf => File.Exists("/usr/bin/weasyprint") ? ["record.pdf"] : [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_page_holds_plan_people_steps_chain_and_room_to_sign_and_fetches_nothing()
    {
        Transcript whole = TranscriptTests.Whole();
        string page = RecordPage.Write(whole);
        page.ShouldContain($"{whole.Intent.Digest}");
        page.ShouldContain($"{whole.Hash}");
        foreach (TranscriptEntry entry in whole.Entries) page.ShouldContain($"{entry.Hash}");
        foreach (Participant one in whole.Plan.People) page.ShouldContain($"{one.Key}");
        foreach (TranscriptSignature one in whole.Signatures) page.ShouldContain(one.Key.Id.Fingerprint);
        page.ShouldContain("any 2 of 3");
        foreach (string reference in (string[])["http", "url(", "src=", "href=", "@import", "<script"])
            page.ShouldNotContain(reference);
    }

    [Fact]
    public void What_stands_in_a_plan_is_text_and_nothing_else()
    {
        CeremonyPlan.TryParse(
            CeremonySamples.Plan("compromise").With("incident", "<img src=x>&"), out CeremonyPlan? plan, out _)
            .ShouldBeTrue();
        Transcript transcript = Transcript.Begin(TranscriptTests.Whole().Intent, plan!);
        transcript.Append(Samples.Time("2026-11-21T11:00:00Z"), CeremonySteps.Roles, TranscriptEntry.Done,
            CanonicalObject.Of(("note", "<b>")));
        string page = RecordPage.Write(transcript);
        page.ShouldContain("&lt;img src=x&gt;&amp;");
        page.ShouldContain("&lt;b&gt;");
        page.ShouldNotContain("<img");
    }

    [Fact]
    public async Task A_verified_transcript_is_printed_anywhere_and_no_other()
    {
        string transcript = Path.Combine(_folder.FullName, "transcript.json");
        string name = Path.Combine(_folder.FullName, "printed");
        File.WriteAllBytes(transcript, TranscriptTests.Whole().ToCanonical().ToBytes());
        (await CliRun.RunAsync("ceremony", "record", transcript, "--out", name)).ExitCode.ShouldBe(0);
        File.ReadAllText(name + ".html").ShouldContain($"{TranscriptTests.Whole().Hash}");
        File.Exists(name + ".pdf").ShouldBe(Pdf.Length > 0);
        string unsigned = File.ReadAllText(transcript).Replace("\"signatures\":[{", "\"signatures\":[],\"x\":[{", StringComparison.Ordinal);
        File.WriteAllText(transcript, unsigned);
        (await CliRun.RunAsync("ceremony", "record", transcript, "--out", name + "2")).ExitCode.ShouldBe(1);
    }

    [PdfFact]
    public void The_same_transcript_gives_the_same_pdf()
    {
        Transcript whole = TranscriptTests.Whole();
        string page = Path.Combine(_folder.FullName, "record.html");
        File.WriteAllText(page, RecordPage.Write(whole));
        byte[][] made = [Make("first.pdf"), Make("second.pdf")];
        made[0].AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue();
        made[1].ShouldBe(made[0]);

        byte[] Make(string name)
        {
            string path = Path.Combine(_folder.FullName, name);
            RecordPdf.TryWrite(whole, page, path).ShouldBeTrue();
            return File.ReadAllBytes(path);
        }
    }
}
