using System.Reflection;
using System.Runtime.InteropServices;

namespace Strongroom.Cryptography;

/// <summary>
/// Resolves each C library once. Its exact path can be given by the AppContext value
/// <c>Strongroom.NativeLibrary.NAME</c> (runtimeconfig.json); otherwise the system's loader finds the
/// sonames that were tried with these imports, in this order.
/// </summary>
internal static class NativeLibraries
{
    internal const string Secp256k1 = "libsecp256k1";
    internal const string Sodium = "libsodium";
    internal const string OpenSsl = "libcrypto";

    static NativeLibraries() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    /// <summary>
    /// Each class of imports calls this from its static constructor, before its first import runs.
    /// </summary>
    internal static void Register() { }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        string[] candidates = Sonames(name);
        if (candidates.Length == 0) return 0;
        if (AppContext.GetData("Strongroom.NativeLibrary." + name) is string path)
            return NativeLibrary.Load(path);
        foreach (string candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out nint handle)) return handle;
        }

        throw new DllNotFoundException(
            $"{string.Join(" or ", candidates)} is missing (Debian: libsecp256k1-1, libsodium23, libssl3)");
    }

    private static string[] Sonames(string name) => name switch
    {
        Secp256k1 => ["libsecp256k1.so.1", "libsecp256k1.so.2"],
        Sodium => ["libsodium.so.23"],
        OpenSsl => ["libcrypto.so.3"],
        _ => [],
    };
}
