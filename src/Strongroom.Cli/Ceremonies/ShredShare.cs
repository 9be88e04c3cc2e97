using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// One share destroyed by its custodian's hand. The facts are a line of the certificate: those of the step
/// that saw the share, which the rebuilt root proved genuine.
/// </summary>
internal static class ShredShare
{
    private const string Word = "destroyed";

    internal static CanonicalObject Act(CeremonySecrets table, PlannedCustodian custodian)
    {
        table.Folder.MarkFinal();
        string answer;
        do answer = Terminal.Ask($"  type {Word} when nothing readable is left:")
            ?? throw new EndOfStreamException("the terminal was closed; the ceremony can go on later");
        while (answer != Word);
        return table.FactsOf(CeremonySteps.SurrenderOf(custodian.Person));
    }
}
