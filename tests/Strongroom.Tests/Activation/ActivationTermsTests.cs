using System.Text.Json.Nodes;
using Strongroom.Activation;
using Strongroom.Cli;
using Strongroom.Intents;
using Strongroom.Tests.Demo;

namespace Strongroom.Tests.Activation;

/// <summary>The file of docs/formats/activation.md, as it is written and as it must not be.</summary>
public sealed class ActivationTermsTests
{
    private static readonly Digest Genesis = Digest.Sha256("a house"u8);

    [Fact]
    public void Says_again_what_it_read()
    {
        byte[] file = Compose(2, Custodian("alice", 1), Custodian("bob", 2), Custodian("carol", 3));
        ActivationTerms.TryParse(file, out ActivationTerms? terms, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        terms!.ToBytes().ShouldBe(file);
        terms.Threshold.ShouldBe(2);
        terms.Custodians.Select(one => $"{one.Person}").ShouldBe(["alice", "bob", "carol"]);
        terms.Institution.ShouldBe(Genesis);
        terms.Digest.ShouldBe(Digest.Tagged("strongroom/activation/v1"u8, file));
    }

    [Fact]
    public void Refuses_more_than_there_are() => MustRefuse(
        Compose(3, Custodian("alice", 1), Custodian("bob", 2)), ActivationRefusal.Threshold, "threshold");

    [Fact]
    public void Refuses_a_person_twice() => MustRefuse(
        Compose(2, Custodian("alice", 1), Custodian("alice", 2)), ActivationRefusal.CustodianTwice, "custodians");

    [Fact]
    public void Refuses_a_key_twice() => MustRefuse(
        Compose(2, Custodian("alice", 1), Custodian("bob", 1)), ActivationRefusal.CustodianTwice, "custodians");

    [Fact]
    public void Refuses_a_nonce_of_another_length() => MustRefuse(
        Change("nonce", Base64UrlText.Write(new byte[23])), JsonRefusal.MalformedValue, "nonce");

    [Fact]
    public void Refuses_another_schema() => MustRefuse(
        Change("schema", "strongroom/activation/v2"), ActivationRefusal.UnknownSchema, "schema");

    [Theory]
    [InlineData("alice=00,age1x")]
    [InlineData("alice")]
    [InlineData("alice,age1x=00")]
    public async Task The_command_takes_no_other_words_for_a_custodian(string custodian)
    {
        CliRun run = await SplitAsync("/nowhere", "--custodian", custodian);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(CliRefusal.Custodian);
    }

    [Fact]
    public async Task The_command_takes_no_unlock_secret_that_others_may_read()
    {
        CliRun alice = await CliRun.RunAsync("custodian", "keys", "new", "--key", Path.Combine(Temporary, "a"), "--json");
        CliRun bob = await CliRun.RunAsync("custodian", "keys", "new", "--key", Path.Combine(Temporary, "b"), "--json");
        string unlock = Path.Combine(Temporary, "unlock");
        File.WriteAllText(unlock, "correct horse battery");
        File.SetUnixFileMode(unlock, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        CliRun run = await SplitAsync(unlock, "--custodian", Holder("alice", alice), "--custodian", Holder("bob", bob));
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(CliRefusal.UnlockFile);
        Directory.Exists(Path.Combine(Temporary, "out")).ShouldBeFalse();
    }

    private string Temporary { get; } = Directory.CreateTempSubdirectory("strongroom-activation-").FullName;

    private Task<CliRun> SplitAsync(string unlock, params string[] more) => CliRun.RunAsync(
    [
        "activation", "split", "--institution", $"{Genesis}", "--threshold", "2", "--unlock-file", unlock,
        "--out", Path.Combine(Temporary, "out"), .. more,
    ]);

    private static string Holder(string name, CliRun key) =>
        $"{name}={Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(name))},{JsonNode.Parse(key.Output)!["recipient"]}";

    private static byte[] Compose(int threshold, params ActivationCustodian[] custodians) =>
        ActivationTerms.Compose(Genesis, threshold, custodians, (new byte[24], new byte[40]));

    private static byte[] Change(string name, string value)
    {
        byte[] file = Compose(2, Custodian("alice", 1), Custodian("bob", 2));
        CanonicalJson.TryRead(file, file.Length, out CanonicalObject? body, out _).ShouldBeTrue();
        return body!.With(name, value).ToBytes();
    }

    private static ActivationCustodian Custodian(string name, byte key)
    {
        PersonId.TryParse(name, out PersonId person, out _).ShouldBeTrue();
        return new ActivationCustodian(person, new KeyId(Digest.Sha256([key])));
    }

    private static void MustRefuse(byte[] file, string code, string field)
    {
        ActivationTerms.TryParse(file, out ActivationTerms? terms, out Refusal? refusal).ShouldBeFalse();
        terms.ShouldBeNull();
        refusal!.Code.ShouldBe(code);
        refusal.Field.ShouldBe(field);
    }
}
