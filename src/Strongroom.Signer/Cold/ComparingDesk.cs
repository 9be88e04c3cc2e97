using Strongroom.Assets;
using Strongroom.Cold;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Roster;

namespace Strongroom.Signer.Cold;

/// <summary>
/// Where a person compares what a transaction does with what was approved, and says yes to each. Everything
/// that is shown was decoded here, with decimals and names of the own copy of the registry.
/// </summary>
internal sealed class ComparingDesk(TextReader input, TextWriter output, bool saysYes)
{
    internal void Begin(ColdState state, ColdRequest request)
    {
        output.WriteLine($"Request {request.Digest}");
        output.WriteLine($"  institution  {request.Institution}");
        output.WriteLine(
            $"  home journal {state.Seen.Size} leaves, governance {state.Home.Governance.Count} leaves");
        output.WriteLine($"  movements    {request.Movements.Count}");
    }

    internal void Show(Digest? intent, Refusal refusal) =>
        output.WriteLine($"\nRefused {intent}: {refusal}");

    /// <summary>Shows the movement as the bytes say it, and asks.</summary>
    internal bool Confirm(State home, ColdDraft draft)
    {
        foreach (string line in Describe(home, draft)) output.WriteLine(line);
        if (saysYes) return true;
        output.Write("Sign this? y/N ");
        output.Flush();
        return input.ReadLine()?.Trim() is "y" or "Y";
    }

    private static IEnumerable<string> Describe(State home, ColdDraft draft)
    {
        Intent.Movement intent = draft.Intent;
        bool isFee = draft.Transaction.TryFeeMax(out Amount fee);
        Invariant.Holds(isFee);
        AssetId native = home.Chains.First(chain => chain.Chain == intent.Chain).Native;
        yield return $"\n{intent.Kind.ToText()} {intent.Digest}";
        yield return $"  amount    {Format(home, intent.Asset, intent.Amount)}";
        yield return $"  asset     {intent.Asset}";
        yield return $"  from      {intent.From} (account {intent.Account}, {draft.Account.Path})";
        yield return $"  to        {intent.To}";
        yield return $"  client    {OwnerOf(intent)}";
        yield return $"  fee       at most {Format(home, native, fee)}, approved up to "
            + Format(home, native, intent.FeeMax);
        yield return $"  nonce     {draft.Transaction.Nonce}";
        if (intent.Replaces is { } replaced) yield return $"  replaces  {replaced}";
        yield return $"  rule      {draft.Registered.Rule}, registered {draft.Registered.Stamp.Time}";
        foreach (SignedStatement signed in draft.Registered.Statements)
        {
            bool isThere = home.Roster.TryGetKey(signed.Key, out _, out PersonKey? key);
            Invariant.Holds(isThere && key is not null);
            string verb = signed.Statement.Verdict == Verdict.Request ? "requested" : "approved ";
            yield return $"  {verb} {signed.Statement.Person}, {signed.Statement.SignedAt}, "
                + $"key {signed.Key} ({key.Class.ToString().ToLowerInvariant()})";
        }
    }

    private static string OwnerOf(Intent.Movement intent) => intent switch
    {
        Intent.Withdrawal withdrawal => withdrawal.Client.ToString(),
        Intent.InternalMove move => $"{move.Client}, to the own account {move.ToAccount}",
        Intent.GasTopUp topUp => $"house wallet {topUp.House}, to account {topUp.ToAccount}",
        _ => throw new InvariantException("a movement is of a known kind"),
    };

    private static string Format(State home, AssetId asset, Amount amount)
    {
        bool isKnown = home.TryGetAsset(asset, out AssetEntry? entry);
        Invariant.Holds(isKnown && entry is not null);
        return $"{AmountFormat.Format(amount, entry.Decimals)} {entry.Symbol}";
    }
}
