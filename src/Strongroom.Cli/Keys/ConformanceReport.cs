// The report, canonical JSON: {"checks":[{"check","detail","outcome"}],"module":{…},
// "schema":"strongroom/hsm-conformance/v1","time","token":{…}}. Its
// SHA-256 is printed, so that a signed record can name it.
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Intents;

namespace Strongroom.Cli.Keys;

/// <summary>What the conformance kit found out about a token.</summary>
internal sealed class ConformanceReport(Pkcs11Module module, TokenFacts token, Timestamp time)
{
    internal const string Schema = "strongroom/hsm-conformance/v1";

    private readonly List<ConformanceCheck> checks = [];

    internal IReadOnlyList<ConformanceCheck> Checks => checks;

    internal bool IsConforming => checks.All(check => check.Outcome != ConformanceCheck.Fails);

    /// <summary>
    /// Runs one check; what it returns is the detail. A mechanism that the token lacks is no failure.
    /// </summary>
    internal void Check(string name, Func<string> body)
    {
        try
        {
            checks.Add(new ConformanceCheck(name, ConformanceCheck.Holds, body()));
        }
        catch (TokenException problem)
        {
            string outcome = problem.Fault == TokenFault.Unsupported
                ? ConformanceCheck.Absent
                : ConformanceCheck.Fails;
            checks.Add(new ConformanceCheck(name, outcome, problem.Message));
        }
    }

    internal byte[] ToBytes() => CanonicalObject.Of(
        ("checks", CanonicalArray.OfObjects(checks.Select(check => check.ToObject()))),
        ("module", CanonicalObject.Of(
            ("description", module.Description),
            ("functionList", module.FunctionListVersion),
            ("interfaces", CanonicalArray.OfTexts(module.Interfaces)),
            ("path", module.Path),
            ("version", module.LibraryVersion))),
        ("schema", Schema),
        ("time", time.ToString()),
        ("token", CanonicalObject.Of(
            ("firmware", token.Firmware),
            ("hardware", token.Hardware),
            ("label", token.Label),
            ("manufacturer", token.Manufacturer),
            ("model", token.Model),
            ("serial", token.Serial)))).ToBytes();

    internal void WriteTable(TextWriter output)
    {
        output.WriteLine($"{module.Description} {module.LibraryVersion}");
        output.WriteLine($"function list {module.FunctionListVersion}");
        output.WriteLine($"{token.Manufacturer} {token.Model}, firmware {token.Firmware}");
        output.WriteLine($"token {token.Label}, serial {token.Serial}");
        output.WriteLine();
        foreach (ConformanceCheck check in checks)
            output.WriteLine($"{check.Outcome,-7} {check.Name,-38} {check.Detail}");
        output.WriteLine();
        output.WriteLine(IsConforming ? "conforms" : "does NOT conform");
        output.WriteLine($"sha256 of the report: {Convert.ToHexStringLower(Sha256.Hash(ToBytes()))}");
    }
}
