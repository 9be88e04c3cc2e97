using System.Diagnostics;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Keys;

/// <summary>SoftHSM2 behind the shim <c>faulty-token.c</c>, a library of its own for each token.</summary>
internal sealed class FaultyToken : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("srf").FullName;

    internal FaultyToken()
    {
        Module = Path.Combine(folder, "faulty-token.so");
        string source = Repository.PathOf("tests", "Strongroom.Tests", "Keys", "faulty-token.c");
        ProcessStartInfo start = new("cc",
        [
            "-O2", "-Wall", "-Werror", "-shared", "-fPIC", $"-DREAL_MODULE=\"{TestTokens.Module}\"", "-o", Module, source,
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

    /// <summary>
    /// From now on: error, hang, lost, removed, altered, other, swapped or extractable; logout for once.
    /// </summary>
    internal void Fail(string how)
    {
        string path = Module + ".fault";
        File.WriteAllText(path + ".new", how);
        File.Move(path + ".new", path, overwrite: true);
    }

    internal void Repair() => File.Delete(Module + ".fault");

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
