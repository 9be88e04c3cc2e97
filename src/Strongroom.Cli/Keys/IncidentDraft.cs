using System.Text;
using System.Text.Json.Nodes;

namespace Strongroom.Cli.Keys;

/// <summary>
/// The draft of an incident's report: only what the Signer's record says, with its times; what people know is
/// left for people to write.
/// </summary>
internal static class IncidentDraft
{
    internal const string FileName = "incident.md";

    private static readonly string[] RootMembers =
        ["root", "state", "changedAt", "reason", "level", "accounts", "ceremony"];

    private static readonly string[] Questions =
    [
        "How it was noticed, by whom, when.",
        "Which clients' accounts lay below the root.",
        "Whom we told, and when (clients, supervisor).",
        "What we change, so that it does not happen again.",
    ];

    internal static string Of(CompromisePlan plan, string next)
    {
        JsonNode root = plan.Record;
        StringBuilder text = new();
        text.AppendLine("# Incident: a root may be in other hands");
        text.AppendLine();
        text.AppendLine("| fact | as the Signer's record has it |");
        text.AppendLine("|---|---|");
        Row(text, "institution", plan.Status["institution"]);
        Row(text, "time of this draft", plan.Status["time"]);
        Row(text, "leaves in the journal", plan.Status["size"]);
        Row(text, "signing frozen", plan.Status["frozen"]);
        foreach (string member in RootMembers) Row(text, member, root[member]);
        Row(text, "tokens", root["tokens"]);
        Row(text, "backups", root["backups"]);
        Row(text, "last restore test", root["lastRestoreTest"]);
        foreach (JsonNode? other in plan.Register["roots"]!.AsArray())
        {
            if ((string?)other!["root"] != (string?)root["root"])
                Row(text, $"other root, {other["state"]}", other["root"]);
        }

        text.AppendLine();
        text.Append("Next: ").AppendLine(next);
        text.AppendLine();
        text.AppendLine("## To be written by people");
        text.AppendLine();
        foreach (string question in Questions) text.Append("- ").AppendLine(question);
        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, JsonNode? value)
    {
        if (value is null) return;
        text.Append("| ").Append(name).Append(" | `");
        text.Append(value.ToJsonString().Trim('"')).AppendLine("` |");
    }
}
