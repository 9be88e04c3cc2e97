using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Tests.Secrets;

public sealed class SecretBytesTests
{
    [Fact]
    public unsafe void Zeroes_its_memory_when_disposed()
    {
        SecretBytes secret = SecretBytes.New(32, out Span<byte> content);
        RandomBytes.Fill(content);
        byte[] before = content.ToArray();
        fixed (byte* pointer = content)
        {
            // Slots stay mapped, so their memory can be looked at; another thread may have rented this one.
            secret.Dispose();
            new ReadOnlySpan<byte>(pointer, 32).ToArray().ShouldNotBe(before);
        }
    }

    [Fact]
    public void Prints_and_serialises_nothing_of_its_content()
    {
        using SecretBytes secret = SecretBytes.CopyOf("correct horse"u8);
        typeof(SecretBytes).GetMethod(nameof(ToString))!.DeclaringType.ShouldBe(typeof(object));
        JsonSerializer.Serialize(secret).ShouldBe("{}");
    }

    [Fact]
    public void Has_no_equality_and_no_public_property()
    {
        typeof(SecretBytes).GetProperties(BindingFlags.Public | BindingFlags.Instance).ShouldBeEmpty();
        typeof(SecretBytes).GetMethod(nameof(Equals), [typeof(object)])!.DeclaringType.ShouldBe(typeof(object));
        typeof(SecretBytes).IsVisible.ShouldBeFalse();
    }

    [Fact]
    public void Cannot_be_used_after_dispose()
    {
        SecretBytes secret = SecretBytes.Random(32);
        secret.Dispose();
        Should.Throw<ObjectDisposedException>(() => secret.Use(_ => { }));
        secret.Dispose();
    }

    [Fact]
    public void Keeps_its_memory_while_a_lease_is_open()
    {
        SecretBytes secret = SecretBytes.CopyOf([1, 2, 3]);
        using (SecretLease lease = secret.Open())
        {
            secret.Dispose();
            lease.Span.ToArray().ShouldBe([1, 2, 3]);
        }

        Should.Throw<ObjectDisposedException>(() => secret.Use(_ => { }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4096)]
    [InlineData(SecretBytes.LengthMax)]
    public void Holds_what_was_copied_into_it(int length)
    {
        byte[] bytes = RandomBytes.Create(length);
        using SecretBytes secret = SecretBytes.CopyOf(bytes);
        secret.Length.ShouldBe(length);
        secret.FixedTimeEquals(bytes).ShouldBeTrue();
        secret.Use(span => span.ToArray()).ShouldBe(bytes);
        bytes[^1] ^= 1;
        secret.FixedTimeEquals(bytes).ShouldBeFalse();
        secret.FixedTimeEquals(bytes.AsSpan(1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(SecretBytes.LengthMax + 1)]
    public void Refuses_a_length_out_of_bounds(int length) =>
        Should.Throw<ArgumentOutOfRangeException>(() => SecretBytes.New(length, out _));

    [Fact]
    public void Is_locked_in_memory()
    {
        using SecretBytes secret = SecretBytes.Random(64);
        string locked = File.ReadLines("/proc/self/status")
            .Single(line => line.StartsWith("VmLck:", StringComparison.Ordinal));
        string kibibytes = locked.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        int.Parse(kibibytes, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(16);
    }

    [Fact]
    public void Thousands_of_secrets_share_few_memory_maps()
    {
        int before = File.ReadLines("/proc/self/maps").Count();
        SecretBytes[] secrets = new SecretBytes[10_000];
        for (int index = 0; index < secrets.Length; index++) secrets[index] = SecretBytes.Random(32);
        int after = File.ReadLines("/proc/self/maps").Count();
        foreach (SecretBytes secret in secrets) secret.Dispose();
        (after - before).ShouldBeLessThan(500);
    }

    [Fact]
    public void Threads_never_share_a_slot() => Parallel.For(0, 64, turn =>
    {
        for (int round = 0; round < 500; round++)
        {
            using SecretBytes secret = SecretBytes.New(64, out Span<byte> content);
            content.IndexOfAnyExcept((byte)0).ShouldBe(-1);
            content.Fill((byte)(turn + 1));
            secret.Use(span => span.IndexOfAnyExcept((byte)(turn + 1))).ShouldBe(-1);
        }
    });
}
