using System.Runtime.Versioning;
using System.Security.Cryptography;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Tests.Secrets;

[SupportedOSPlatform("linux")]
public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("strongroom-keys-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "key.pem");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_service_key_survives_its_file()
    {
        using ServiceSigningKey made = ServiceSigningKey.Create(Path);
        File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(_folder).Length.ShouldBe(1);
        ServiceSigningKey.TryOpen(Path, out ServiceSigningKey? opened).ShouldBeTrue();
        using (opened)
        {
            opened.PublicKey.SequenceEqual(made.PublicKey).ShouldBeTrue();
            Ed25519.Verify(made.PublicKey, "checkpoint"u8, opened.Sign("checkpoint"u8)).ShouldBeTrue();
        }
    }

    [Fact]
    public void Refuses_to_overwrite_a_key()
    {
        using ServiceSigningKey key = ServiceSigningKey.Create(Path);
        string before = File.ReadAllText(Path);
        Should.Throw<IOException>(() => ServiceSigningKey.Create(Path));
        File.ReadAllText(Path).ShouldBe(before);
        Directory.GetFiles(_folder).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Refuses_a_file_that_others_may_open(UnixFileMode more)
    {
        ServiceSigningKey.Create(Path).Dispose();
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | more);
        ServiceSigningKey.TryOpen(Path, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_missing_empty_long_or_foreign_file()
    {
        ServiceSigningKey.TryOpen(Path, out _).ShouldBeFalse();
        foreach (string text in new[] { "", "nonsense", new string('x', 5000) })
        {
            File.Delete(Path);
            FileStreamOptions options = new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (StreamWriter writer = new(Path, options)) writer.Write(text);
            ServiceSigningKey.TryOpen(Path, out _).ShouldBeFalse();
        }

        File.Delete(Path);
        using P256PrivateKey other = P256PrivateKey.Generate();
        other.Save(Path);
        ServiceSigningKey.TryOpen(Path, out _).ShouldBeFalse();
    }

    [Fact]
    public void Dot_net_reads_our_P256_file_as_the_same_key()
    {
        using P256PrivateKey made = P256PrivateKey.Generate();
        made.Save(Path);
        using ECDsa foreign = ECDsa.Create();
        foreign.ImportFromPem(File.ReadAllText(Path));
        byte[] digest = RandomBytes.Create(32);
        made.PublicKey.Verify(digest, foreign.SignHash(digest)).ShouldBeTrue();
        P256PrivateKey.TryOpen(Path, out P256PrivateKey? opened).ShouldBeTrue();
        using (opened) foreign.VerifyHash(digest, opened.Sign(digest)).ShouldBeTrue();
    }

    [Fact]
    public void A_service_key_yields_no_private_byte()
    {
        typeof(ServiceSigningKey).GetProperties().Select(property => property.Name).ShouldBe(["PublicKey"]);
        typeof(ServiceSigningKey).GetMethods().Where(method => method.DeclaringType == typeof(ServiceSigningKey))
            .Select(method => method.Name)
            .ShouldBe(["Create", "Dispose", "Sign", "TryOpen", "get_PublicKey"], ignoreOrder: true);
    }
}
