using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Strongroom.Cryptography.Transport;

namespace Strongroom.Tests.Transport;

public sealed class CertificateTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly string folder = Directory.CreateTempSubdirectory("srt").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_made_certificate_opens_with_its_key_and_keeps_its_pin()
    {
        TestCertificate made = TestCertificate.Make(folder, "server");
        File.GetUnixFileMode(made.KeyFile).ShouldBe(OwnerOnly);
        using TransportCertificate opened = made.Open();
        opened.Pin.ShouldBe(made.Pin);
        Should.Throw<IOException>(() => TestCertificate.Make(folder, "server"));
    }

    [Fact]
    public void A_pin_is_what_openssl_says_of_the_key()
    {
        TestCertificate made = TestCertificate.Make(folder, "server");
        string pipe = $"openssl x509 -in {made.CertificateFile} -noout -pubkey"
            + " | openssl pkey -pubin -outform DER | openssl dgst -sha256 -r";
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", pipe])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        })!;
        shell.StandardOutput.ReadToEnd().Split(' ')[0].ShouldBe(made.Pin.ToString());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    public void A_key_that_others_may_read_is_not_opened(UnixFileMode more)
    {
        TestCertificate made = TestCertificate.Make(folder, "server");
        File.SetUnixFileMode(made.KeyFile, OwnerOnly | more);
        TransportCertificate.TryOpen(made.CertificateFile, made.KeyFile, out _).ShouldBeFalse();
    }

    [Fact]
    public void Missing_foreign_empty_and_long_files_are_not_opened()
    {
        TestCertificate one = TestCertificate.Make(folder, "one"), other = TestCertificate.Make(folder, "other");
        TransportCertificate.TryOpen(one.CertificateFile, other.KeyFile, out _).ShouldBeFalse();
        TransportCertificate.TryOpen(one.CertificateFile, folder + "/nothing", out _).ShouldBeFalse();
        TransportCertificate.TryOpen(folder + "/nothing", one.KeyFile, out _).ShouldBeFalse();
        TransportCertificate.TryOpen(one.KeyFile, one.KeyFile, out _).ShouldBeFalse();
        foreach (string text in (string[])["", "nonsense", new string('x', 100_000)])
        {
            File.WriteAllText(one.CertificateFile, text);
            TransportCertificate.TryOpen(one.CertificateFile, one.KeyFile, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void Only_pinned_keys_are_accepted_and_only_within_their_validity()
    {
        TestCertificate pinned = TestCertificate.Make(folder, "pinned"), second = TestCertificate.Make(folder, "second");
        TestCertificate other = TestCertificate.Make(folder, "other");
        using X509Certificate2 first = pinned.Load(), next = second.Load(), stranger = other.Load();
        CertificatePins both = TestCertificate.Pins(pinned, second);
        both.Check(first, Now).ShouldBe(CertificateVerdict.Accepted);
        both.Check(next, Now).ShouldBe(CertificateVerdict.Accepted);
        both.Check(stranger, Now).ShouldBe(CertificateVerdict.NotPinned);
        both.Check(null, Now).ShouldBe(CertificateVerdict.Missing);
        both.Check(first, Now.AddDays(31)).ShouldBe(CertificateVerdict.Outdated);
        both.Check(first, Now.AddDays(-1)).ShouldBe(CertificateVerdict.Outdated);
        both.Check(stranger, Now.AddDays(31)).ShouldBe(CertificateVerdict.NotPinned);
        TestCertificate.Pins(pinned).Check(next, Now).ShouldBe(CertificateVerdict.NotPinned);
    }

    [Fact]
    public void The_same_key_in_another_certificate_has_the_same_pin()
    {
        TestCertificate pinned = TestCertificate.Make(folder, "pinned");
        using X509Certificate2 old = pinned.Load();
        using System.Security.Cryptography.ECDsa key = old.GetECDsaPrivateKey()!;
        CertificateRequest renewed = new("CN=renewed", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = renewed.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(300));
        TestCertificate.Pins(pinned).Check(certificate, Now.AddDays(200)).ShouldBe(CertificateVerdict.Accepted);
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("ABCDEF00000000000000000000000000000000000000000000000000000000ab")]
    [InlineData("g000000000000000000000000000000000000000000000000000000000000000")]
    public void No_pin_and_a_text_that_is_none_are_refused(params string[] texts) =>
        CertificatePins.TryParse(texts, out _).ShouldBeFalse();

    [Fact]
    public void A_third_pin_is_refused()
    {
        string pin = new('0', 64);
        CertificatePins.TryParse([pin, pin], out _).ShouldBeTrue();
        CertificatePins.TryParse([pin, pin, pin], out _).ShouldBeFalse();
    }
}
