using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// What a program that holds keys does first: no core dumps, no ptrace and no /proc/PID/mem for others of
/// the same uid (prctl(2) PR_SET_DUMPABLE, setrlimit(2) RLIMIT_CORE).
/// </summary>
public static class ProcessHardening
{
    /// <summary>Applies both and reads them back; a machine that does not obey is an exception.</summary>
    public static void Apply()
    {
        Check(LibcImports.prctl(LibcImports.PR_SET_DUMPABLE, 0, 0, 0, 0));
        Check(LibcImports.setrlimit(LibcImports.RLIMIT_CORE, default));
        Invariant.Holds(IsApplied);
    }

    public static bool IsApplied
    {
        get
        {
            int dumpable = LibcImports.prctl(LibcImports.PR_GET_DUMPABLE, 0, 0, 0, 0);
            Check(dumpable);
            Check(LibcImports.getrlimit(LibcImports.RLIMIT_CORE, out LibcImports.ResourceLimit core));
            return dumpable == 0 && core is { Current: 0, Maximum: 0 };
        }
    }

    private static void Check(int result)
    {
        if (result < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
