using System.Diagnostics;
using System.Runtime.InteropServices;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Tests.Pkcs11;

/// <summary>
/// SoftHSM2 tokens of their own for this test process. The library reads its configuration and its tokens once, when
/// it is initialised, so that all of them are made before.
/// </summary>
internal static partial class TestTokens
{
    internal const string Module = "/usr/lib/softhsm/libsofthsm2.so";
    internal const string Paris = "paris-1";
    internal const string Lyon = "lyon-1";
    internal const string HongKong = "hongkong-1";
    internal const string Spare = "spare-1";
    internal const string LoggedOut = "logged-out-1";

    private static readonly Lazy<Pkcs11Module> _loaded = new(Load);
    private static readonly Lazy<string> _configuration = new(MakeTokens);

    internal static byte[] Pin { get; } = "correct-horse"u8.ToArray();

    internal static bool IsInstalled => File.Exists(Module);

    /// <summary>The file for SOFTHSM2_CONF of a child process.</summary>
    internal static string Configuration => _configuration.Value;

    internal static Pkcs11Module Loaded => _loaded.Value;

    internal static TokenConnection Open(string label, TokenLimits? limits = null)
    {
        using SecretBytes pin = SecretBytes.CopyOf(Pin);
        return TokenConnection.Open(Loaded, new TokenName(label), pin, limits ?? TokenLimits.Usual);
    }

    internal static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SOFTHSM2_CONF"] = Configuration;
        return Run(start);
    }

    private static string Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{start.FileName}: {output} {error.Result}");
        return output;
    }

    private static Pkcs11Module Load()
    {
        // The library reads the environment of the C library, which .NET does not write to.
        setenv("SOFTHSM2_CONF", Configuration, 1).ShouldBe(0);
        return Pkcs11Module.Load(Module);
    }

    private static string MakeTokens()
    {
        string folder = Directory.CreateTempSubdirectory("srh").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string tokens = Directory.CreateDirectory(Path.Combine(folder, "tokens")).FullName;
        string configuration = Path.Combine(folder, "softhsm2.conf");
        File.WriteAllText(
            configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
        foreach (string label in new[] { Paris, Lyon, HongKong, Spare, LoggedOut })
        {
            ProcessStartInfo start = new("softhsm2-util",
                ["--init-token", "--free", "--label", label, "--so-pin", "officer of security", "--pin", "correct-horse"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["SOFTHSM2_CONF"] = configuration;
            Run(start);
        }

        return configuration;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
