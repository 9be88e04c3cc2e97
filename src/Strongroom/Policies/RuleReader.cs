using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Strongroom.Assets;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>Reads one rule of a policy.</summary>
internal static class RuleReader
{
    private const int AssetsMax = 64;
    private const int GroupsMax = 16;
    private const int WindowsMax = 16;

    internal static bool TryRead(
        CanonicalObject source,
        string path,
        bool isLast,
        [NotNullWhen(true)] out Rule? rule,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        rule = null;
        MemberReader read = new(source, path);
        Rule parsed = new()
        {
            Id = read.Parse<RuleId>("id", RuleId.TryParse),
            Kinds = read.Has("kinds") ? List<IntentKind>(ref read, "kinds", 32, IntentKinds.TryParse) : null,
            Requesters = read.Has("requesters")
                ? List<GroupId>(ref read, "requesters", GroupsMax, GroupId.TryParse)
                : null,
            Assets = read.Has("assets") ? List<AssetId>(
                ref read, "assets", AssetsMax, AssetId.TryParse!) : null,
            AmountMax = read.Has("amountMax") ? read.Amount("amountMax") : null,
            Windows = read.Has("windows") ? ReadWindows(ref read) : [],
            IsAllowlistedOnly = read.Has("destinations") && ReadDestinations(ref read),
            Temperature = read.Has("temperature")
                ? read.Parse<Temperature>("temperature", Temperatures.TryParse)
                : null,
            Protection = read.Has("protection") ? ReadProtection(ref read) : null,
            Hours = read.Has("hours") ? ReadHours(ref read) : null,
            Facts = read.Has("facts") ? RuleFactReader.Read(ref read) : [],
            IsDeny = read.Has("deny") && ReadDeny(ref read),
            Quorums = read.Has("quorums") ? ReadQuorums(ref read) : [],
            IndependentMin = read.Has("independentMin")
                ? (int)read.Integer("independentMin", 0, QuorumTerm.CountMax)
                : 0,
            DelayMinutes = read.Has("delayMinutes") ? (int)read.Integer(
                "delayMinutes", 0, RollingWindows.MinutesMax) : 0,
            Vetoers = read.Has("vetoers") ? read.Parse<GroupId>("vetoers", GroupId.TryParse) : null,
        };
        if (!read.TryEnd(out refusal)) return false;
        refusal = Check(parsed, source, path, isLast);
        if (refusal is not null) return false;
        rule = parsed;
        return true;
    }

    // What no single member shows.
    private static Refusal? Check(Rule rule, CanonicalObject source, string path, bool isLast)
    {
        bool hasOutcome = source.Has("quorums") || source.Has("independentMin")
            || source.Has("delayMinutes") || source.Has("vetoers");
        if (rule.IsDeny ? hasOutcome : rule.Quorums.Count == 0) return PolicyRefusals.OutcomeUnclear(path);
        if (rule.Kinds is null && !isLast) return PolicyRefusals.KindsMissing($"{path}.kinds");
        bool hasAmounts = rule.AmountMax is not null || rule.Windows.Count > 0;
        if (hasAmounts && rule.Assets?.Count != 1) return PolicyRefusals.AssetNotAlone($"{path}.assets");
        if (RuleFactReader.Check(rule, path) is { } wrong) return wrong;
        if (rule.Groups.Count > Rule.GroupsMax) return PolicyRefusals.Value(
            path, $"at most {Rule.GroupsMax} groups");
        return rule.Quorums.Any(terms => terms.Sum(term => term.Count) > QuorumTerm.CountMax)
            ? PolicyRefusals.Value(
                $"{path}.quorums", $"at most {QuorumTerm.CountMax} people in one alternative")
            : null;
    }

    private static T[] List<T>(ref MemberReader read, string name, int max, TextParser<T> parser)
    {
        T[] list = read.List(name, 1, max, parser);
        if (read.IsRight && new HashSet<T>(list).Count < list.Length)
            read.Keep(PolicyRefusals.DuplicateItem(read.PathOf(name)));
        return list;
    }

    private static bool ReadDeny(ref MemberReader read)
    {
        bool isDeny = read.Flag("deny");
        read.Require(isDeny, PolicyRefusals.Value(read.PathOf("deny"), "true, or no such member"));
        return isDeny;
    }

    private static bool ReadDestinations(ref MemberReader read)
    {
        string text = read.Text("destinations");
        Refusal refusal = PolicyRefusals.Value(read.PathOf("destinations"), "any or allowlisted");
        read.Require(text is "any" or "allowlisted", refusal);
        return text == "allowlisted";
    }

    private static ProtectionLevel ReadProtection(ref MemberReader read)
    {
        bool isKnown = ProtectionLevels.TryParse(read.Text("protection"), out ProtectionLevel level);
        read.Require(isKnown, PolicyRefusals.Value(read.PathOf("protection"), ProtectionLevels.Accepted));
        return level;
    }

    private static RuleHours ReadHours(ref MemberReader read)
    {
        MemberReader hours = new(read.Object("hours"), read.PathOf("hours"));
        RuleHours range = new(ReadTime(ref hours, "from"), ReadTime(ref hours, "to"));
        hours.Require(range.From < range.To, PolicyRefusals.Value(read.PathOf("hours"), "from before to"));
        hours.TryEnd(out Refusal? refusal);
        read.Keep(refusal);
        return range;
    }

    private static TimeOnly ReadTime(ref MemberReader read, string name)
    {
        bool isTime = TimeOnly.TryParseExact(
            read.Text(name), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time);
        read.Require(isTime, PolicyRefusals.Value(read.PathOf(name), "hh:mm in UTC"));
        return time;
    }

    private static RuleWindow[] ReadWindows(ref MemberReader read)
    {
        CanonicalObject[] objects = read.Objects("windows", 1, WindowsMax);
        RuleWindow[] windows = new RuleWindow[objects.Length];
        for (int i = 0; i < objects.Length; i++)
        {
            MemberReader window = new(objects[i], $"{read.PathOf("windows")}[{i}]");
            windows[i] = new RuleWindow(
                window.Parse<WindowScope>("scope", TryParseScope),
                (int)window.Integer("minutes", 1, RollingWindows.MinutesMax),
                window.Amount("amountMax"));
            window.TryEnd(out Refusal? refusal);
            read.Keep(refusal);
        }

        return windows;
    }

    private static bool TryParseScope(
        string text, out WindowScope scope, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isKnown = WindowScopes.TryParse(text, out scope);
        refusal = isKnown ? null : PolicyRefusals.Value("scope", "client, account, requester or institution");
        return isKnown;
    }

    private static IReadOnlyList<QuorumTerm>[] ReadQuorums(ref MemberReader read)
    {
        CanonicalArray alternatives = read.Array("quorums", 1, Rule.AlternativesMax);
        IReadOnlyList<QuorumTerm>[] quorums = new IReadOnlyList<QuorumTerm>[alternatives.Count];
        for (int i = 0; i < quorums.Length; i++)
            quorums[i] = ReadTerms(ref read, alternatives[i], $"{read.PathOf("quorums")}[{i}]");
        return quorums;
    }

    private static QuorumTerm[] ReadTerms(ref MemberReader read, CanonicalValue alternative, string path)
    {
        if (!alternative.TryArray(out CanonicalArray? array) || array.Count is 0 or > QuorumMatching.TermsMax)
        {
            read.Keep(PolicyRefusals.Value(path, $"1 to {QuorumMatching.TermsMax} of count and group"));
            return [];
        }

        QuorumTerm[] terms = new QuorumTerm[array.Count];
        for (int i = 0; i < terms.Length; i++)
        {
            if (!array[i].TryObject(out CanonicalObject? item))
                read.Keep(PolicyRefusals.Value(path, "objects of count and group"));
            MemberReader term = new(item ?? CanonicalObject.Empty, $"{path}[{i}]");
            int count = (int)term.Integer("count", 0, QuorumTerm.CountMax);
            terms[i] = new QuorumTerm(count, term.Parse<GroupId>("group", GroupId.TryParse));
            if (term.IsRight) term.Require(count > 0, PolicyRefusals.CountZero(term.PathOf("count")));
            term.TryEnd(out Refusal? refusal);
            read.Keep(refusal);
        }

        return terms;
    }
}
