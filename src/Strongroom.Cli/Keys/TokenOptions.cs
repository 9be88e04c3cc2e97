using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cli.Keys;

/// <summary>Which token, and by which PIN; the PIN comes from a 0600 file, or from standard input.</summary>
internal sealed class TokenOptions
{
    private const int PinBytesMax = 256;
    private const int ProfileBytesMax = 4096;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal Option<FileInfo> Module { get; } = ModuleOption();

    internal Option<string> Label { get; } = new("--token-label") { Required = true };

    internal Option<string?> Serial { get; } = new("--token-serial")
    {
        Description = "where several tokens share a label",
    };

    internal Option<FileInfo?> Pin { get; } = new("--pin-file")
    {
        Description = "one line, mode 0600; standard input without it",
    };

    internal Option<FileInfo?> Mechanisms { get; } = new("--mechanisms")
    {
        Description = "a JSON file with a vendor's mechanism numbers",
    };

    internal static Option<FileInfo> ModuleOption() => new("--module")
    {
        Required = true, Description = "the vendor's PKCS#11 library",
    };

    internal void AddTo(Command command)
    {
        command.Options.Add(Module);
        command.Options.Add(Label);
        command.Options.Add(Serial);
        command.Options.Add(Pin);
        command.Options.Add(Mechanisms);
    }

    /// <summary>What a library or a token gets wrong before anything was checked ends in one line.</summary>
    internal static int Run(Func<int> body) => Answer.Run(() =>
    {
        try
        {
            return body();
        }
        catch (TokenException problem)
        {
            return Answer.Fail(problem.Message);
        }
        catch (Exception problem) when (
            problem is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return Answer.Fail("the PKCS#11 library cannot be loaded");
        }
    });

    internal bool TryReadPin(
        ParseResult parsed, [NotNullWhen(true)] out SecretBytes? pin,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        pin = null;
        refusal = new Refusal(CliRefusal.PinFile,
            "The PIN is absent, too long, or in a file that others may read.", "--pin-file",
            "one line in a file of mode 0600");
        FileInfo? path = parsed.GetValue(Pin);
        if (path is not null && (!path.Exists || (path.UnixFileMode | OwnerOnly) != OwnerOnly)) return false;
        using Stream input = path is null ? Console.OpenStandardInput() : path.OpenRead();
        using SecretBytes buffer = SecretBytes.New(PinBytesMax, out Span<byte> line);
        int length = input.ReadAtLeast(line, line.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> text = line[..length];
        int end = text.IndexOfAny((byte)'\r', (byte)'\n');
        if (end >= 0) text = text[..end];
        if (text.IsEmpty || text.Length == PinBytesMax) return false;
        pin = SecretBytes.CopyOf(text);
        refusal = null;
        return true;
    }

    internal bool TryReadMechanisms(
        ParseResult parsed, [NotNullWhen(true)] out MechanismProfile? profile,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        profile = MechanismProfile.Standard;
        refusal = null;
        if (parsed.GetValue(Mechanisms) is not { } path) return true;
        bool isRead = path is { Exists: true, Length: <= ProfileBytesMax }
            && MechanismProfile.TryParse(File.ReadAllBytes(path.FullName), out profile);
        if (isRead && profile is not null) return true;
        profile = null;
        refusal = new Refusal(CliRefusal.Mechanisms,
            "The mechanism numbers cannot be read.", "--mechanisms", "docs/operating/hsm.md");
        return false;
    }
}
