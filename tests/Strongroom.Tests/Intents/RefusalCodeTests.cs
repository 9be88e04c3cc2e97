using System.Reflection;
using System.Text.Json.Nodes;
using Strongroom.Attestations;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Tests.Intents;

public sealed class RefusalCodeTests
{
    // Refused where a golden file cannot show it: RosterAmendmentTests, StatementTests, WebAuthnTests, CommitmentTests.
    private static readonly string[] ElsewhereTested =
    [
        RosterRefusal.UnknownPerson, RosterRefusal.UnknownAttestor, RosterRefusal.PossessionMissing, RosterRefusal.PossessionInvalid,
        StatementRefusal.TooEarly, StatementRefusal.TooLate,
        WebAuthnRefusal.MalformedRegistration,
        IntentRefusal.CommitmentMismatch,
    ];

    public static TheoryData<Type> Catalogues =>
    [
        typeof(JsonRefusal), typeof(IntentRefusal), typeof(StatementRefusal), typeof(WebAuthnRefusal),
        typeof(RosterRefusal), typeof(FoundingRefusal), typeof(AttestationRefusal),
    ];

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Every_code_has_a_row_in_the_documentation_and_a_refused_example(Type catalogue)
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "formats", "refusals.md"));
        HashSet<string> shown = [.. GoldenFile.Names("*.json").SelectMany(name => GoldenFile.Read(name).Refused).Select(CodeOf)];
        foreach (FieldInfo field in catalogue.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            string code = (string)field.GetRawConstantValue()!;
            page.ShouldContain($"| `{code}` |");
            (shown.Contains(code) || ElsewhereTested.Contains(code)).ShouldBeTrue($"no test refuses with {code}");
        }
    }

    private static string CodeOf(JsonObject one) => one["code"]!.GetValue<string>();
}
