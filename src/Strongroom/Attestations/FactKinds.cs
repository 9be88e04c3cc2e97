using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Attestations;

/// <summary>The spelling of <see cref="FactKind"/>.</summary>
public static class FactKinds
{
    private static readonly string[] Texts = ["price", "balance", "code-hash", "screening", "holdings"];

    public static IReadOnlyList<FactKind> All { get; } = Enum.GetValues<FactKind>();

    public static string ToText(this FactKind kind) => Texts[(int)kind];

    /// <summary>Whether the fact is read off a chain, at a block.</summary>
    public static bool IsOfChain(this FactKind kind) => 
        kind is FactKind.Balance or FactKind.CodeHash or FactKind.Holdings;

    public static bool TryParse(string text, out FactKind kind, [NotNullWhen(false)] out Refusal? refusal)
    {
        int index = Array.IndexOf(Texts, text);
        kind = (FactKind)Math.Max(0, index);
        refusal = index < 0 ? AttestationRefusals.UnknownKind() : null;
        return index >= 0;
    }
}
