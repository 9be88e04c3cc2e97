using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Either a cosigned head, or why there will never be one (audit.rolled-back, audit.forked).
/// </summary>
internal sealed record CosignOutcome(CosignedHead? Head, Refusal? Refusal)
{
    [MemberNotNullWhen(true, nameof(Head))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    internal bool IsCosigned => Head is not null;
}
