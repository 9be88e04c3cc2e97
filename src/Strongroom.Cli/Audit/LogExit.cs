using System.Text.Json.Nodes;
using Strongroom.Audit;

namespace Strongroom.Cli.Audit;

/// <summary>
/// Exit codes and last lines of the log commands: 0 holds, 1 refused, 2 could not be tried.
/// </summary>
internal static class LogExit
{
    internal const int Holds = 0;
    internal const int Refused = 1;
    internal const int NotTried = 2;

    internal static int Refuse(Refusal refusal, bool isJson, int exitCode = Refused)
    {
        if (isJson)
        {
            JsonObject report = new()
            {
                ["valid"] = false,
                ["code"] = refusal.Code,
                ["message"] = refusal.Message,
                ["field"] = refusal.Field,
            };
            Console.Out.WriteLine(report.ToJsonString());
        }
        else
        {
            Console.Error.WriteLine($"refused: {refusal}");
        }

        return exitCode;
    }

    /// <summary>Runs a command's body; what only callbacks can notice ends here too.</summary>
    internal static int Run(bool isJson, Func<int> body)
    {
        try
        {
            return body();
        }
        catch (LogRefusedException refused)
        {
            return Refuse(refused.Refusal, isJson);
        }
        catch (Exception problem) when (IsUnreadable(problem) || IsUnreadable(problem.InnerException))
        {
            Refusal unreadable = new(AuditRefusal.SourceUnreadable, "the log cannot be read");
            return Refuse(unreadable, isJson, NotTried);
        }
    }

    private static bool IsUnreadable(Exception? problem) =>
        problem is IOException or HttpRequestException or UnauthorizedAccessException;
}
