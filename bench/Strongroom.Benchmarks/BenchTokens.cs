using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Signer.Keys;

namespace Strongroom.Benchmarks;

/// <summary>SoftHSM2 tokens of their own for one run; their folder goes with the run's.</summary>
internal static partial class BenchTokens
{
    internal const string Module = "/usr/lib/softhsm/libsofthsm2.so";

    private static ReadOnlySpan<byte> Pin => "correct-horse"u8;

    internal static bool IsInstalled => File.Exists(Module);

    /// <summary>The library reads its configuration once, when it is loaded: every token is made before.</summary>
    internal static void Make(string folder, params ReadOnlySpan<string> labels)
    {
        string configuration = Path.Combine(folder, "softhsm2.conf");
        string tokens = Directory.CreateDirectory(Path.Combine(folder, "tokens")).FullName;
        File.WriteAllText(
            configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
        // The library reads the environment of the C library, which .NET does not write to.
        Invariant.Holds(setenv("SOFTHSM2_CONF", configuration, 1) == 0);
        foreach (string label in labels)
        {
            ProcessStartInfo start = new("softhsm2-util",
                ["--init-token", "--free", "--label", label, "--so-pin", "officer of security", "--pin", "correct-horse"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            };
            start.Environment["SOFTHSM2_CONF"] = configuration;
            using Process process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Invariant.Holds(process.ExitCode == 0);
        }
    }

    internal static TokenConnection Open(Pkcs11Module module, string label)
    {
        using SecretBytes pin = SecretBytes.CopyOf(Pin);
        return TokenConnection.Open(module, new TokenName(label), pin, TokenLimits.Usual);
    }

    internal static HsmGroup OpenGroup(params ReadOnlySpan<string> labels)
    {
        HsmTokenSettings[] tokens = new HsmTokenSettings[labels.Length];
        for (int i = 0; i < tokens.Length; i++) tokens[i] = new HsmTokenSettings(Module, labels[i], "bench", "FR");
        using SecretBytes pin = SecretBytes.CopyOf(Pin);
        bool isOpen = HsmGroup.TryOpen(
            new HsmSettings(HsmSettings.SchemaName, tokens), pin, (TimeProvider.System, NullLogger.Instance),
            out HsmGroup? group, out _);
        Invariant.Holds(isOpen && group is not null);
        return group;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
