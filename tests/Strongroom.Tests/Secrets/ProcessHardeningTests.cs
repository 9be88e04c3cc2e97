using Strongroom.Cryptography;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Tests.Secrets;

public sealed class ProcessHardeningTests
{
    [Fact]
    public void Forbids_core_dumps_and_foreign_eyes()
    {
        try
        {
            ProcessHardening.Apply();
            ProcessHardening.IsApplied.ShouldBeTrue();
            string core = File.ReadLines("/proc/self/limits")
                .Single(line => line.StartsWith("Max core file size", StringComparison.Ordinal));
            core.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4..6].ShouldBe(["0", "0"]);
        }
        finally
        {
            // The other tests of this process start children and read /proc.
            LibcImports.prctl(LibcImports.PR_SET_DUMPABLE, 1, 0, 0, 0).ShouldBe(0);
        }
    }

    [Fact]
    public void The_self_test_passes_on_this_machine() => Should.NotThrow(SelfTest.Run);
}
