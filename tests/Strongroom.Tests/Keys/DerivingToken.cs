using System.Diagnostics;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Tests.Keys;

/// <summary>
/// The two software tokens of <c>deriving-token.c</c>, which derive along BIP-32 and SLIP-10 with the numbers of Thales
/// Luna 7. A library of its own for each object: its keys live as long as this process.
/// </summary>
internal sealed class DerivingToken : IDisposable
{
    internal const string First = "deriving-1";
    internal const string Second = "deriving-2";

    internal static readonly MechanismProfile Profile = new(EdwardsParams: "oid", Bip32: Bip32Numbers.Luna7);

    private readonly string folder = Directory.CreateTempSubdirectory("srd").FullName;

    internal DerivingToken()
    {
        Module = Path.Combine(folder, "deriving-token.so");
        string source = Repository.PathOf("tests", "Strongroom.Tests", "Keys", "deriving-token.c");
        ProcessStartInfo start = new("cc",
        [
            "-O2", "-Wall", "-Werror", "-Wno-deprecated-declarations", "-shared", "-fPIC", "-o", Module, source, "-lcrypto",
        ])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error);
    }

    internal string Module { get; }

    internal static byte[] Pin { get; } = "correct-horse"u8.ToArray();

    /// <summary>From now on: child, extractable or removed.</summary>
    internal void Fail(string how)
    {
        string path = Module + ".fault";
        File.WriteAllText(path + ".new", how);
        File.Move(path + ".new", path, overwrite: true);
    }

    internal void Repair() => File.Delete(Module + ".fault");

    internal static TokenConnection Open(Pkcs11Module module, string label = First)
    {
        using SecretBytes pin = SecretBytes.CopyOf(Pin);
        return TokenConnection.Open(module, new TokenName(label), pin, TokenLimits.Usual);
    }

    internal HsmSettings SettingsOf(params string[] labels) => new(
        HsmSettings.SchemaName,
        [.. labels.Select(label => new HsmTokenSettings(
            Module, label, "test bench", "FR", Mechanisms: Profile))], DeadlineSeconds: 3);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
