using System.CommandLine;
using System.Text;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Keys;

/// <summary>
/// <c>hsm conformance --module FILE --token-label NAME [--token-serial S] [--pin-file FILE]
/// [--mechanisms FILE] [--signatures N] [--out FILE] [--json]</c>: whether a token can do what a Signer asks
/// of it. Exit codes: 0 it can, 1 it cannot, 2 could not be tried. Nothing stays behind on the token.
/// </summary>
internal static class CheckConformance
{
    private const int SignaturesUsual = 200;
    private const int SignaturesMax = 1_000_000;

    internal static Command Build()
    {
        TokenOptions options = new();
        Option<int> signatures = new("--signatures")
        {
            DefaultValueFactory = _ => SignaturesUsual, Description = "how many on each curve",
        };
        Option<string?> output = new("--out") { Description = "a new file for the report" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("conformance", "Check what a Signer needs of a token; leaves nothing behind");
        options.AddTo(command);
        command.Options.Add(signatures);
        command.Options.Add(output);
        command.Options.Add(json);
        command.SetAction(parsed => TokenOptions.Run(() =>
        {
            bool isJson = parsed.GetValue(json);
            int count = Math.Clamp(parsed.GetValue(signatures), 1, SignaturesMax);
            if (!TryRun(parsed, options, count, out ConformanceReport? report, out Refusal? refusal))
                return Answer.Refuse(refusal!, isJson, Answer.NotTried);
            byte[] bytes = report!.ToBytes();
            if (parsed.GetValue(output) is { } path) Answer.WriteOutput(bytes, path);
            if (isJson) Console.Out.WriteLine(Encoding.UTF8.GetString(bytes));
            else report.WriteTable(Console.Out);
            return report.IsConforming ? Answer.Done : Answer.Refused;
        }));
        return command;
    }

    private static bool TryRun(
        ParseResult parsed, TokenOptions options, int signatures, out ConformanceReport? report,
        out Refusal? refusal)
    {
        report = null;
        if (!options.TryReadMechanisms(parsed, out MechanismProfile? profile, out refusal)) return false;
        if (!options.TryReadPin(parsed, out SecretBytes? pin, out refusal)) return false;
        using (pin)
        {
            using Pkcs11Module module = Pkcs11Module.Load(parsed.GetValue(options.Module)!.FullName);
            TokenName name = new(parsed.GetValue(options.Label)!, parsed.GetValue(options.Serial));
            using TokenConnection token = TokenConnection.Open(module, name, pin, TokenLimits.Usual);
            Timestamp now = Timestamp.From(TimeProvider.System.GetUtcNow());
            report = new ConformanceReport(module, token.Facts, now);
            report.Check("interfaces of v3.x", () => InterfacesOf(module));
            new ConformanceRun(token, profile, signatures).Fill(report);
            return true;
        }
    }

    /// <summary>A library of v2.40 has none, and needs none.</summary>
    private static string InterfacesOf(Pkcs11Module module) => module.Interfaces.Count > 0
        ? string.Join(", ", module.Interfaces)
        : throw new TokenException(
            "C_GetInterfaceList", $"not there, function list {module.FunctionListVersion}",
            TokenFault.Unsupported);
}
