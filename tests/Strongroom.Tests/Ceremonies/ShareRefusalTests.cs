using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Age;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Tests.Demo;

namespace Strongroom.Tests.Ceremonies;

public sealed class ShareRefusalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("strongroom-share-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, ShareRefusal.WordCount)]
    [InlineData(1, ShareRefusal.UnknownWord)]
    [InlineData(2, ShareRefusal.Checksum)]
    [InlineData(3, ShareRefusal.Padding)]
    [InlineData(4, ShareRefusal.Parameters)]
    [InlineData(5, ShareRefusal.OtherSet)]
    [InlineData(6, ShareRefusal.Repeated)]
    [InlineData(7, ShareRefusal.TooFew)]
    [InlineData(8, ShareRefusal.TooMany)]
    [InlineData(9, ShareRefusal.Digest)]
    [InlineData(10, ShareRefusal.Passphrase)]
    public void Every_fault_has_its_code_and_keeps_its_words(int kind, string code)
    {
        Refusal refusal = ShareRefusals.Of(new ShareFault((ShareFaultKind)kind, 2, "share 2 is wrong"));
        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldBe("Share 2 is wrong.");
        Enum.GetValues<ShareFaultKind>().Length.ShouldBe(11);
    }

    [Fact]
    public async Task A_custodian_opens_the_own_share_and_sees_words_only_on_request()
    {
        string key = PathOf("key");
        (await CliRun.RunAsync("custodian", "keys", "new", "--key", key)).Output.ShouldContain("recipient    age1");
        AgeIdentity.TryOpen(key, out AgeIdentity? opened).ShouldBeTrue();
        using AgeIdentity identity = opened;
        CliRun shown = await CliRun.RunAsync("custodian", "keys", "show", "--key", key);
        shown.Output.ShouldContain(identity.Recipient.Fingerprint);
        byte[] secret = RandomBytes.Create(16);
        IReadOnlyList<SecretShare> shares = SharedSecret.Split(secret, [], SplitPlan.Of(2, 2));
        File.WriteAllBytes(PathOf("share.age"), ShareFile.Encrypt(shares[1], identity.Recipient));
        using SecretBytes words = SharePhrase.ToWords(shares[1]);
        string last = words.Use(System.Text.Encoding.ASCII.GetString).Split(' ')[^1];
        CliRun quiet = await CliRun.RunAsync("share", "show", PathOf("share.age"), "--key", key);
        quiet.ExitCode.ShouldBe(0, quiet.Error);
        quiet.Output.ShouldStartWith("share 2 of set ");
        quiet.Output.ShouldNotContain(last);
        CliRun loud = await CliRun.RunAsync("share", "show", PathOf("share.age"), "--key", key, "--words");
        loud.Output.ShouldContain(last);
        foreach (SecretShare share in shares) share.Dispose();
    }

    [Fact]
    public void Names_a_damaged_file_a_strangers_file_and_a_key_that_others_can_read()
    {
        using AgeIdentity mine = AgeIdentity.Generate();
        using AgeIdentity other = AgeIdentity.Generate();
        mine.Save(PathOf("key"));
        File.WriteAllBytes(PathOf("other.age"), AgeFile.Encrypt("words"u8, other.Recipient));
        byte[] damaged = AgeFile.Encrypt("words"u8, mine.Recipient);
        damaged[^1] ^= 1;
        File.WriteAllBytes(PathOf("damaged.age"), damaged);
        Code("other.age").ShouldBe(ShareRefusal.FileForOther);
        Code("damaged.age").ShouldBe(ShareRefusal.FileDamaged);
        File.SetUnixFileMode(PathOf("key"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Code("other.age").ShouldBe(ShareRefusal.KeyFile);
    }

    private string Code(string file)
    {
        ShareFile.TryOpen(PathOf(file), PathOf("key"), out _, out Refusal? refusal).ShouldBeFalse();
        return refusal!.Code;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
