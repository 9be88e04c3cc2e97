using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Cli.Audit;

/// <summary>
/// Carries a refusal out of callbacks that can only return hashes (tile readers inside proofs and parallel
/// loops); caught where the command ends.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "always carries a refusal")]
[SuppressMessage("Design", "CA1064", Justification = "never leaves this program")]
internal sealed class LogRefusedException(Refusal refusal) : Exception(refusal.ToString())
{
    internal Refusal Refusal { get; } = refusal;
}
