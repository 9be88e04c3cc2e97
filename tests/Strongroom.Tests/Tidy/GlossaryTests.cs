using System.Text.RegularExpressions;

namespace Strongroom.Tests.Tidy;

/// <summary>GLOSSARY.md is the authority on words: one word for each idea, one line for each word.</summary>
public sealed partial class GlossaryTests
{
    private static readonly string[] _terms =
    [
        "Account", "Address", "Administrator", "Allowlist", "Amount", "Approval", "Approver", "Asset", "Attestor",
        "Auditor", "Ceremony", "Chain", "Checkpoint", "Client", "Commitment", "Confirmations", "ConsistencyProof",
        "Custodian", "DbScope", "Decision", "DerivationPath", "Descriptor", "Evidence", "FeeRate", "Genesis",
        "InclusionProof", "Intent", "Journal", "Key", "KeyState", "Leaf", "Nonce", "Operator", "Policy", "Position",
        "Psbt", "Quorum", "Receipt", "Reconciliation", "Refusal", "Registry", "Requester", "Roster", "Rule", "Seed",
        "Server", "Share", "Signer", "Snapshot", "Statement", "Station", "Threshold", "Transaction", "Transcript",
        "Transfer", "Utxo", "Wallet", "Witness",
    ];

    private static string[] Defined { get; } =
        [.. Entry().Matches(SourceTree.Read("GLOSSARY.md")).Select(match => match.Groups["term"].Value)];

    [Fact]
    public void Every_word_of_the_house_style_is_defined()
    {
        Faults.ShouldBeNone(_terms.Except(Defined), "add a row to GLOSSARY.md: | **Term** | one line |");
    }

    [Fact]
    public void No_word_is_defined_twice()
    {
        Faults.ShouldBeNone(
            Defined.GroupBy(term => term, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1).Select(group => group.Key),
            "keep one row in GLOSSARY.md");
    }

    [GeneratedRegex(@"^\| \*\*(?<term>[A-Za-z]+)\*\* \| \S.*\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();
}
