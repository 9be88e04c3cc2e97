using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Strongroom.Cryptography;

/// <summary>Assertions that are on in every build: a broken one is a bug or a broken machine.</summary>
public static class Invariant
{
    /// <summary>Throws <see cref="InvariantException"/>, naming the claim, when it is false.</summary>
    public static void Holds(
        [DoesNotReturnIf(false)] bool claim,
        [CallerArgumentExpression(nameof(claim))] string words = "",
        [CallerMemberName] string place = "")
    {
        if (!claim) throw new InvariantException($"{place}: {words}");
    }
}
