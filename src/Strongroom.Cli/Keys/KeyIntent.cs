using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Cli.Keys;

/// <summary>How intents about keys are made here: offline, for people to sign.</summary>
internal static class KeyIntent
{
    private const int DaysDefault = 7;

    internal static Option<string> InstitutionOption() =>
        new("--institution") { Description = "the institution's hash (the genesis)", Required = true };

    internal static Option<string> OutputOption() =>
        new("--out") { Description = "a new file for the intent", Required = true };

    internal static Intent Make(
        Digest institution, IntentKind kind, params ReadOnlySpan<(string Name, CanonicalValue Value)> members)
    {
        Timestamp now = Timestamp.From(TimeProvider.System.GetUtcNow());
        IntentHead head =
            new(institution, IntentId.From(NewId.Create()), now, now + TimeSpan.FromDays(DaysDefault));
        bool isIntent = Intent.TryParse(head.Compose(kind, members), out Intent? intent, out _);
        Invariant.Holds(isIntent && intent is not null);
        return intent;
    }

    /// <summary>Writes the exact bytes, and says how they are called.</summary>
    internal static int Write(Intent intent, string path)
    {
        Answer.WriteOutput(intent.Bytes.ToArray(), path);
        Console.Out.WriteLine($"{intent.Digest}  {path}");
        return Answer.Done;
    }

    internal static bool TryDigest(
        string? text, string field, out Digest digest, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isDigest = Digest.TryParse(text, out digest, out refusal);
        if (!isDigest) refusal = refusal! with { Field = field };
        return isDigest;
    }
}
