using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Sodium;

/// <summary>
/// The authors' vectors have 8-byte salts, which libsodium takes only in PHC strings: they run through
/// PasswordHash (any number of lanes), and the raw function against the authors' own library on this machine.
/// </summary>
public sealed partial class Argon2idVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Password_hashes_agree_with_the_authors_vectors() =>
        VectorFiles.RunJson("argon2", "phc-argon2id*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonElement test in root.EnumerateArray())
            {
                if (test.GetProperty("version").GetInt32() != 19) continue;
                string encoded = test.GetProperty("encoded").GetString()!;
                PasswordHash.TryParse(encoded, out PasswordHash? hash).ShouldBeTrue(encoded);
                byte[] password = Encoding.UTF8.GetBytes(test.GetProperty("password").GetString()!);
                hash!.IsPassword(password).ShouldBeTrue(encoded);
                hash.IsPassword([.. password, 0]).ShouldBeFalse(encoded);
                hash.ToString().ShouldBe(encoded);
                cases++;
            }

            return cases;
        });

    [LibraryFact("libargon2.so.1", "libargon2-1")]
    public void The_raw_function_agrees_with_the_authors_library()
    {
        for (int passes = 1; passes <= 3; passes++)
        {
            byte[] password = RandomBytes.Create(1 + passes * 11);
            byte[] salt = RandomBytes.Create(Argon2id.SaltBytes);
            byte[] expected = new byte[16 * passes];
            byte[] actual = new byte[expected.Length];
            argon2id_hash_raw(
                (uint)passes, 64, 1, password, (nuint)password.Length, salt, (nuint)salt.Length,
                expected, (nuint)expected.Length).ShouldBe(0);
            Argon2id.Derive(password, salt, new Argon2idCost(passes, 64), actual);
            actual.ShouldBe(expected);
        }
    }

    [LibraryImport("libargon2.so.1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int argon2id_hash_raw(
        uint passes, uint memoryKibibytes, uint lanes, byte[] password, nuint passwordLength,
        byte[] salt, nuint saltLength, byte[] tag, nuint tagLength);
}
