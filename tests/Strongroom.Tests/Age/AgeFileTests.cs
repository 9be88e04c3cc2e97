using System.Diagnostics;
using System.Text;
using Strongroom.Cryptography.Age;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Tests.Age;

public sealed class AgeFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("strongroom-age-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public void What_was_encrypted_comes_back(int length)
    {
        byte[] content = length == 0 ? [] : NewBytes(length);
        using AgeIdentity one = AgeIdentity.Generate();
        using AgeIdentity two = AgeIdentity.Generate();
        byte[] file = AgeFile.Encrypt(content, one.Recipient, two.Recipient);
        Open(file, one).ShouldBe(content);
        Open(file, two).ShouldBe(content);
        using AgeIdentity stranger = AgeIdentity.Generate();
        AgeFile.Decrypt(file, stranger, new byte[file.Length], out _).ShouldBe(AgeOutcome.NoMatch);
    }

    [Fact]
    public void No_changed_byte_goes_unnoticed()
    {
        using AgeIdentity identity = AgeIdentity.Generate();
        byte[] file = AgeFile.Encrypt("a share"u8, identity.Recipient);
        for (int place = 0; place < file.Length; place++)
        {
            byte[] changed = [.. file];
            changed[place] ^= 1;
            AgeFile.Decrypt(changed, identity, new byte[file.Length], out _).ShouldNotBe(AgeOutcome.Opened);
            AgeFile.Decrypt(file.AsSpan(0, place), identity, new byte[file.Length], out _)
                .ShouldNotBe(AgeOutcome.Opened);
        }
    }

    [Fact]
    public void Key_files_are_private_and_come_back()
    {
        string path = Path.Combine(_folder.FullName, "custodian.txt");
        using AgeIdentity identity = AgeIdentity.Generate();
        identity.Save(path);
        (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)).ShouldBe((UnixFileMode)0);
        AgeIdentity.TryOpen(path, out AgeIdentity? opened).ShouldBeTrue();
        opened.Recipient.ToString().ShouldBe(identity.Recipient.ToString());
        opened.Dispose();
        Should.Throw<IOException>(() => identity.Save(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        AgeIdentity.TryOpen(path, out _).ShouldBeFalse();
    }

    [Fact]
    public void Recipients_are_read_strictly()
    {
        using AgeIdentity identity = AgeIdentity.Generate();
        string text = identity.Recipient.ToString();
        AgeRecipient.TryParse(text, out AgeRecipient? read).ShouldBeTrue();
        read.PublicKey.SequenceEqual(identity.Recipient.PublicKey).ShouldBeTrue();
        read.Fingerprint.ShouldBe(identity.Recipient.Fingerprint);
        AgeRecipient.TryParse(text.ToUpperInvariant(), out _).ShouldBeFalse();
        AgeRecipient.TryParse(text[..^1] + (text[^1] == 'q' ? 'p' : 'q'), out _).ShouldBeFalse();
        AgeRecipient.TryParse(new AgeRecipient(new byte[32]).ToString(), out _).ShouldBeFalse();
        AgeRecipient.TryParse("age1é", out _).ShouldBeFalse();
    }

    [AgeProgramFact]
    public async Task Debians_age_opens_ours_and_we_open_its()
    {
        string keyFile = Path.Combine(_folder.FullName, "key.txt");
        using AgeIdentity identity = AgeIdentity.Generate();
        identity.Save(keyFile);
        byte[] content = NewBytes(70_000);
        byte[] theirs = await RunAsync(
            AgeFile.Encrypt(content, identity.Recipient), "/usr/bin/age", "-d", "-i", keyFile);
        theirs.ShouldBe(content);
        byte[] file = await RunAsync(content, "/usr/bin/age", "-r", identity.Recipient.ToString());
        Open(file, identity).ShouldBe(content);
    }

    [AgeProgramFact]
    public async Task Keys_made_by_age_keygen_are_read()
    {
        string keyFile = Path.Combine(_folder.FullName, "theirs.txt");
        await RunAsync([], "/usr/bin/age-keygen", "-o", keyFile);
        AgeIdentity.TryOpen(keyFile, out AgeIdentity? identity).ShouldBeTrue();
        using AgeIdentity owned = identity;
        byte[] printed = await RunAsync([], "/usr/bin/age-keygen", "-y", keyFile);
        Encoding.ASCII.GetString(printed).Trim().ShouldBe(identity.Recipient.ToString());
    }

    private static byte[] Open(byte[] file, AgeIdentity identity)
    {
        byte[] plain = new byte[file.Length];
        AgeFile.Decrypt(file, identity, plain, out int written).ShouldBe(AgeOutcome.Opened);
        return plain[..written];
    }

    private static byte[] NewBytes(int length)
    {
        byte[] bytes = new byte[length];
        RandomBytes.Fill(bytes);
        return bytes;
    }

    private static async Task<byte[]> RunAsync(byte[] input, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task writing = Task.Run(async () =>
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        });
        using MemoryStream output = new();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        await writing;
        process.ExitCode.ShouldBe(0, await errors);
        return output.ToArray();
    }
}
