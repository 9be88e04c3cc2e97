using System.Security.Cryptography;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Tests.Sodium;

/// <summary>
/// PBKDF2 and HKDF-SHA-512 over libsodium's HMAC (docs/adr/0008) against those of the class library, byte for byte.
/// </summary>
public sealed class KeyDerivationTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 4, 2)]
    [InlineData(32, 64, 100)]
    [InlineData(33, 63, 3)]
    [InlineData(63, 127, 3)]
    [InlineData(64, 128, 3)]
    [InlineData(65, 129, 3)]
    [InlineData(127, 1, 3)]
    [InlineData(128, 31, 3)]
    [InlineData(129, 32, 3)]
    [InlineData(300, 500, 2)]
    public void Pbkdf2_says_what_the_class_library_says(int passwordBytes, int saltBytes, int iterations)
    {
        byte[] password = Bytes(passwordBytes, 1);
        byte[] salt = Bytes(saltBytes, 2);
        foreach (int length in (int[])[1, 8, 15, 16, 31, 32])
        {
            byte[] output = new byte[length];
            Pbkdf2.DeriveSha256(password, salt, iterations, output);
            output.ShouldBe(Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, length));
        }

        foreach (int length in (int[])[1, 32, 33, 63, 64])
        {
            byte[] output = new byte[length];
            Pbkdf2.DeriveSha512(password, salt, iterations, output);
            output.ShouldBe(Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, length));
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 32, 10)]
    [InlineData(64, 127, 0)]
    [InlineData(128, 128, 24)]
    [InlineData(192, 129, 300)]
    public void Hkdf_says_what_the_class_library_says(int inputBytes, int saltBytes, int infoBytes)
    {
        byte[] input = Bytes(inputBytes, 3);
        byte[] salt = Bytes(saltBytes, 4);
        byte[] info = Bytes(infoBytes, 5);
        foreach (int length in (int[])[1, 32, 63, 64, 65, 127, 128, 129, 255 * 64])
        {
            byte[] output = new byte[length];
            Hkdf.DeriveSha512(input, salt, info, output);
            output.ShouldBe(HKDF.DeriveKey(HashAlgorithmName.SHA512, input, length, salt, info));
        }
    }

    [Fact]
    public void More_than_a_block_of_Pbkdf2_is_a_mistake_of_the_caller()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Pbkdf2.DeriveSha256("a"u8, "b"u8, 1, new byte[33]));
        Should.Throw<ArgumentOutOfRangeException>(() => Pbkdf2.DeriveSha512("a"u8, "b"u8, 1, new byte[65]));
    }

    private static byte[] Bytes(int count, byte seed)
    {
        byte[] stretched = new byte[count];
        for (int i = 0; i < count; i++) stretched[i] = (byte)(((i * 167) + (seed * 59)) % 256);
        return stretched;
    }
}
