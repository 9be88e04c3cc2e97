using System.Net;
using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Policies;
using Participant = Strongroom.Ceremonies.Participant;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// A transcript as pages to print, to sign with a pen and to file: plan, people, steps with their hash chain,
/// signatures. The same facts as the transcript, which stays the truth, and nothing else.
/// </summary>
internal static class RecordPage
{
    internal static string Write(Transcript transcript)
    {
        List<string> page = [];
        string title = $"Key ceremony: {transcript.Plan.Purpose.ToText()}";
        page.Add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Add($"<title>{Safe(title)}</title><style>{RecordStyle.Of(transcript)}</style></head><body>");
        page.Add($"<h1>{Safe(title)}</h1>");
        page.Add("<p>This record repeats a transcript (strongroom/transcript/v1). On any machine, ");
        page.Add("<code>strongroom ceremony verify transcript.json</code> checks it; the hash at the foot ");
        page.Add("of each page is what everybody signed.</p>");
        WritePlan(page, transcript);
        WritePeople(page, transcript);
        WriteSteps(page, transcript);
        WriteSignatures(page, transcript);
        page.Add("</body></html>\n");
        return string.Concat(page);
    }

    private static void WritePlan(List<string> page, Transcript transcript)
    {
        CeremonyPlan plan = transcript.Plan;
        Intent.Ceremony intent = transcript.Intent;
        page.Add("<h2>Plan</h2><table class=\"plan\">");
        Row(page, "Ceremony", intent.Id.ToString());
        Row(page, "Institution", intent.Institution.ToString());
        Row(page, "Planned, valid until", $"{intent.CreatedAt}, {intent.ExpiresAt}");
        Row(page, "Digest of the plan", intent.Digest.ToString());
        Row(page, "Hash of the transcript", transcript.Hash.ToString());
        Row(page, "Software", plan.Software.ToString());
        if (plan.Root is { } root) Row(page, "Root named in the plan", root.ToString());
        Row(page, "Keystore", plan.Keystore == ProtectionLevel.HsmWrapped ? "hsm-wrapped" : "software");
        Row(page, "Shares", $"any {plan.Threshold} of {plan.Custodians.Length}");
        foreach (PlannedToken token in plan.Tokens)
        {
            string serial = token.Serial is null ? "" : $" (serial {token.Serial})";
            Row(page, "Token", $"{token.Label}{serial}, {token.Site}, {token.Country}");
        }

        if (plan.Residency is { } countries)
            Row(page, "Only in", string.Join(", ", countries.Select(country => country.ToString())));
        if (plan.Client is { } client) Row(page, "Client", client.ToString());
        if (plan.Source is { } source) Row(page, "Root comes from", source.ToText());
        if (plan.Incident is { } incident) Row(page, "Incident", incident);
        if (plan.Succession is { } succession)
        {
            Row(page, "Journal that ended", succession.Last.Checkpoint.Origin);
            Row(page, "Journal that follows", succession.Successor.ToString());
        }

        page.Add("</table>");
    }

    private static void WritePeople(List<string> page, Transcript transcript)
    {
        CeremonyPlan plan = transcript.Plan;
        IReadOnlySet<PersonId> present = transcript.Present;
        page.Add("<h2>People</h2><table class=\"people\"><thead><tr><th>Person</th><th>Role</th>");
        page.Add("<th>Share</th><th>Key</th><th>There</th></tr></thead>");
        foreach (PlannedCustodian one in plan.Custodians)
        {
            string form = one.Recipient is null ? "paper" : "file";
            Person(one.Who, "custodian", $"{form}, {one.Site}, {one.Country}");
        }

        foreach (Participant one in plan.Witnesses) Person(one, "witness", "");
        Person(plan.SecurityManager, "security manager", "");
        if (plan.Receiver is { } receiver) Person(receiver.Who, "receiver", "");
        page.Add("</table>");

        void Person(Participant one, string role, string share)
        {
            string there = present.Contains(one.Person) ? "yes" : "no";
            page.Add($"<tr><td>{Safe($"{one.Person}")}</td><td>{role}</td><td>{Safe(share)}</td>");
            page.Add($"<td><code>{one.Key}</code></td><td>{there}</td></tr>");
        }
    }

    private static void WriteSteps(List<string> page, Transcript transcript)
    {
        Dictionary<string, CeremonyStep> steps = CeremonySteps.Of(transcript.Plan)
            .ToDictionary(step => step.Id, StringComparer.Ordinal);
        page.Add("<h2>Steps</h2><table class=\"steps\"><thead><tr><th>When</th><th>Step</th>");
        page.Add("<th>What, and its facts</th></tr></thead>");
        foreach (TranscriptEntry entry in transcript.Entries)
        {
            CeremonyStep step = steps[entry.Step];
            bool isDone = entry.Outcome == TranscriptEntry.Done;
            page.Add($"<tr><td>{Safe(TextOf(entry, "at").Replace('T', ' '))}</td>");
            page.Add($"<td>{Safe(entry.Step)}</td><td>");
            page.Add($"<p>{Safe($"{step.Actor}: ")}");
            page.Add($"{Safe(isDone ? step.Words : "The ceremony started over from here.")}</p>");
            WriteFacts(page, entry);
            page.Add($"<p class=\"chain\">{entry.Hash}</p></td></tr>");
        }

        page.Add("</table><p>The line at the end of each step is the SHA-256 of its entry, which names the ");
        page.Add("one before it; the first names the digest of the plan.</p>");
    }

    private static void WriteFacts(List<string> page, TranscriptEntry entry)
    {
        entry.Body.TryObject("facts", out CanonicalObject? facts);
        foreach (FactLine fact in FactLine.Of(facts!))
            page.Add($"<p class=\"fact\"><b>{Safe(fact.Name)}</b> <code>{Safe(fact.Text)}</code></p>");
    }

    private static void WriteSignatures(List<string> page, Transcript transcript)
    {
        page.Add("<section class=\"signatures\"><h2>Signatures</h2><table><thead><tr><th>Person</th>");
        page.Add("<th>Key</th><th>By hand, with the date</th></tr></thead>");
        foreach (TranscriptSignature signature in transcript.Signatures)
        {
            page.Add($"<tr><td>{Safe($"{signature.Person}")}</td>");
            page.Add($"<td><code>{signature.Key.Id.Fingerprint}</code></td><td>&nbsp;</td></tr>");
        }

        page.Add("</table></section>");
    }

    private static void Row(List<string> page, string name, string text) =>
        page.Add($"<tr><th>{Safe(name)}</th><td>{Safe(text)}</td></tr>");

    private static string TextOf(TranscriptEntry entry, string name) =>
        entry.Body.TryText(name, out string? text) ? text : "";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
