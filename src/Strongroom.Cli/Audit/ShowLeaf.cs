using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>
/// <c>log show LOG INDEX [--out FILE]</c>: prints a leaf as indented JSON (as hexadecimal if it is none), or
/// writes its exact bytes.
/// </summary>
internal static class ShowLeaf
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static Command Build()
    {
        Argument<string> place = new("log") { Description = "folder or URL of the log" };
        Argument<ulong> index = new("index") { Description = "the leaf's index" };
        Option<string?> output = new("--out") { Description = "a new file for the leaf's exact bytes" };
        Command command = new("show", "Print a leaf (unverified: see log proof and log verify)");
        command.Arguments.Add(place);
        command.Arguments.Add(index);
        command.Options.Add(output);
        command.SetAction(parsed => LogExit.Run(
            isJson: false,
            () => Run(parsed.GetValue(place)!, parsed.GetValue(index), parsed.GetValue(output))));
        return command;
    }

    private static int Run(string place, ulong index, string? output)
    {
        using LogReader reader = LogReader.Open(place);
        if (reader.Checkpoint() is not { } bytes)
        {
            Refusal none = new(AuditRefusal.SourceUnreadable, "there is no checkpoint");
            return LogExit.Refuse(none, isJson: false, LogExit.NotTried);
        }

        if (!SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out Refusal? refusal))
            return LogExit.Refuse(refusal, isJson: false);
        if (index >= head.Checkpoint.Size)
        {
            Refusal outside = new(AuditRefusal.LeafOutside, "the log has no such leaf");
            return LogExit.Refuse(outside, isJson: false);
        }

        byte[] leaf = reader.Entry(index, head.Checkpoint.Size);
        if (output is null) Console.Out.WriteLine(Print(leaf));
        else Answer.WriteOutput(leaf, output);
        return LogExit.Holds;
    }

    private static string Print(byte[] leaf)
    {
        try
        {
            return JsonNode.Parse(leaf)?.ToJsonString(Indented) ?? "null";
        }
        catch (JsonException)
        {
            return Convert.ToHexStringLower(leaf);
        }
    }
}
