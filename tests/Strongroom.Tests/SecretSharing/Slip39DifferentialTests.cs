using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Tests.Chains;
using Xunit.Abstractions;

namespace Strongroom.Tests.SecretSharing;

/// <summary>Random secrets, passphrases and groups, split here and combined by npm slip39, and the other way.</summary>
public sealed class Slip39DifferentialTests(ITestOutputHelper output)
{
    private const int Cases = 60;

    private static readonly string[] _passphrases = ["", "TREZOR", "correct horse battery staple", "~ !\"#$%&'()*+"];

    [PeerFact]
    public async Task Shares_of_ours_open_there()
    {
        List<byte[]> secrets = [];
        List<JsonObject> requests = [];
        for (int number = 0; number < Cases; number++)
        {
            byte[] secret = RandomNumberGenerator.GetBytes(16 + number % 9 * 2);
            string passphrase = _passphrases[number % _passphrases.Length];
            SplitPlan plan = PlanOf(number);
            string[] shares = ShareTexts.Split(secret, passphrase, plan);
            string[] chosen = [.. Choose(shares, plan)];
            secrets.Add(secret);
            requests.Add(new JsonObject
            {
                ["op"] = "combine", ["passphrase"] = passphrase,
                ["shares"] = new JsonArray([.. chosen.Select(share => JsonValue.Create(share))]),
            });
        }

        IReadOnlyList<JsonElement> answers = await AskAsync(requests);
        for (int number = 0; number < Cases; number++)
        {
            answers[number].GetProperty("secret").GetString()
                .ShouldBe(Convert.ToHexStringLower(secrets[number]));
        }

        output.WriteLine($"{Cases} splittings of ours combined by npm slip39");
    }

    [PeerFact]
    public async Task Shares_of_theirs_open_here()
    {
        List<byte[]> secrets = [];
        List<JsonObject> requests = [];
        for (int number = 0; number < Cases; number++)
        {
            SplitPlan plan = PlanOf(number);
            secrets.Add(RandomNumberGenerator.GetBytes(16 + number % 9 * 2));
            JsonArray groups = [.. plan.Groups.Select(group => new JsonArray(group.Threshold, group.Count))];
            requests.Add(new JsonObject
            {
                ["op"] = "split", ["secret"] = Convert.ToHexStringLower(secrets[number]), ["groups"] = groups,
                ["passphrase"] = _passphrases[number % _passphrases.Length], ["threshold"] = plan.GroupThreshold,
                ["iterationExponent"] = number % 3, ["extendableBackupFlag"] = number % 2,
            });
        }

        IReadOnlyList<JsonElement> answers = await AskAsync(requests);
        for (int number = 0; number < Cases; number++)
        {
            string[] shares = [.. answers[number].GetProperty("shares").EnumerateArray().Select(one => one.GetString()!)];
            string[] chosen = [.. Choose(shares, PlanOf(number))];
            ShareTexts.Combine(chosen, _passphrases[number % _passphrases.Length], out ShareFault? fault)
                .ShouldBe(secrets[number], fault?.Words);
        }

        output.WriteLine($"{Cases} splittings by npm slip39 combined here");
    }

    private static SplitPlan PlanOf(int number) => (number % 5) switch
    {
        0 => SplitPlan.Of(2, 3),
        1 => SplitPlan.Of(3, 5),
        2 => SplitPlan.Of(1, 1),
        3 => new SplitPlan(2, [(2, 3), (1, 1), (3, 4)]),
        _ => SplitPlan.Of(16, 16),
    };

    /// <summary>The last members of the last groups: interpolated shares, not the random ones.</summary>
    private static IEnumerable<string> Choose(string[] shares, SplitPlan plan)
    {
        int start = 0;
        for (int group = 0; group < plan.Groups.Count; group++)
        {
            (int threshold, int count) = plan.Groups[group];
            bool isChosen = group >= plan.Groups.Count - plan.GroupThreshold;
            for (int member = count - threshold; isChosen && member < count; member++)
                yield return shares[start + member];
            start += count;
        }
    }

    private static Task<IReadOnlyList<JsonElement>> AskAsync(IReadOnlyList<JsonObject> requests) =>
        NodePeer.AskAsync(Repository.PathOf("tests", "Strongroom.Tests", "SecretSharing", "slip39-peer.mjs"), requests);
}
