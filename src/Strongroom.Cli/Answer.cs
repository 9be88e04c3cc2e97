using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Strongroom.Cli;

/// <summary>
/// How every command ends: 0 done, 1 refused, 2 could not be tried; one line, or JSON with --json.
/// </summary>
internal static class Answer
{
    internal const int Done = 0;
    internal const int Refused = 1;
    internal const int NotTried = 2;

    internal const int InputBytesMax = 1 << 20;

    internal static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static Option<bool> JsonOption() => new("--json") { Description = "print JSON" };

    internal static int Refuse(Refusal refusal, bool isJson, int exitCode = Refused)
    {
        if (!isJson)
        {
            string accepted = refusal.Accepted is null ? "" : $" (accepted: {refusal.Accepted})";
            Console.Error.WriteLine($"refused: {refusal}{accepted}");
            return exitCode;
        }

        JsonObject report = new()
        {
            ["code"] = refusal.Code, ["message"] = refusal.Message,
            ["field"] = refusal.Field, ["accepted"] = refusal.Accepted,
        };
        Console.Out.WriteLine(report.ToJsonString());
        return exitCode;
    }

    internal static int Fail(string sentence)
    {
        Console.Error.WriteLine($"strongroom: {sentence}");
        return NotTried;
    }

    /// <summary>
    /// Runs a body; what only the machine can get wrong (files, sockets) ends in one line here.
    /// </summary>
    internal static int Run(Func<int> body)
    {
        try
        {
            return body();
        }
        catch (Exception problem) when (
            problem is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return Fail(problem.Message);
        }
    }

    /// <summary>The same for a body that waits.</summary>
    internal static async Task<int> RunAsync(Func<Task<int>> body)
    {
        try
        {
            return await body();
        }
        catch (Exception problem) when (
            problem is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return Fail(problem.Message);
        }
    }

    /// <summary>
    /// A file's bytes, or standard input's for "-"; more than a megabyte is none of our formats.
    /// </summary>
    internal static byte[] ReadInput(string path)
    {
        using Stream input = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        byte[] buffer = new byte[InputBytesMax + 1];
        int length = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > InputBytesMax) throw new IOException($"more than {InputBytesMax} bytes of input");
        // Editors and shells end files with a newline; canonical bytes never do.
        if (length > 0 && buffer[length - 1] == (byte)'\n') length--;
        return buffer[..length];
    }

    /// <summary>A file's bytes, all of them; a longer file is an IOException.</summary>
    internal static byte[] ReadBytes(string path, int bytesMax)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length > bytesMax) throw new IOException($"{path} has more than {bytesMax} bytes");
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Writes to a new file, or to standard output for none.</summary>
    internal static void WriteOutput(byte[] bytes, string? path)
    {
        if (path is null)
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(bytes);
            output.WriteByte((byte)'\n');
            return;
        }

        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
    }
}
