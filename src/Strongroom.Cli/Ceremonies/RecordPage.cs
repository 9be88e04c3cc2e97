using System.Net;
using System.Text;
using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>A transcript as a page to print and to sign with a pen: the same facts, nothing else.</summary>
internal static class RecordPage
{
    private const string Head = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Key ceremony</title><style>
        body{font:11pt/1.4 serif;max-width:45em;margin:2em auto}table{border-collapse:collapse;width:100%}
        td,th{border:1px solid #999;padding:.3em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
        code{font:9pt monospace}@page{size:A4;margin:2cm}@media print{body{margin:0}tr{break-inside:avoid}}
        </style></head><body>
        """;

    internal static string Write(Transcript transcript)
    {
        List<string> page =
        [
            Head,
            $"<h1>Key ceremony: {Safe(transcript.Plan.Purpose.ToText())}</h1>",
            $"<p>Plan <code>{transcript.Intent.Digest}</code>",
            $"<br>Transcript <code>{transcript.Hash}</code></p>",
            "<table><tr><th>When</th><th>Step</th><th>Outcome</th><th>Facts</th></tr>",
        ];
        foreach (TranscriptEntry entry in transcript.Entries)
        {
            entry.Body.TryText("at", out string? at);
            entry.Body.TryObject("facts", out CanonicalObject? facts);
            string words = Encoding.UTF8.GetString(facts!.ToBytes());
            page.Add($"<tr><td>{Safe(at!)}</td><td>{Safe(entry.Step)}</td><td>{Safe(entry.Outcome)}</td>");
            page.Add($"<td><code>{Safe(words)}</code></td></tr>");
        }

        page.Add("</table><h2>Signatures</h2><table><tr><th>Person</th><th>Key</th><th>By hand</th></tr>");
        foreach (TranscriptSignature signature in transcript.Signatures)
        {
            page.Add($"<tr><td>{Safe($"{signature.Person}")}</td><td><code>{signature.Key.Id}</code></td>");
            page.Add("<td>&nbsp;</td></tr>");
        }

        page.Add("</table></body></html>\n");
        return string.Concat(page);
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
