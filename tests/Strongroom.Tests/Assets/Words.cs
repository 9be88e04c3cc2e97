using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Strongroom.Tests.Assets;

/// <summary>Whole numbers from 0 to 2^256 − 1, crowded where limbs end and carries start.</summary>
internal static class Words
{
    internal static readonly BigInteger Modulus = BigInteger.One << 256;

    internal static Arbitrary<BigInteger> Arbitrary { get; } = Gen.OneOf(Bytes(), Edges()).ToArbitrary();

    internal static Arbitrary<(BigInteger Left, BigInteger Right)> Pairs { get; } =
        (from left in Arbitrary.Generator from right in Arbitrary.Generator select (left, right)).ToArbitrary();

    private static Gen<BigInteger> Bytes() =>
        from length in Gen.Choose(0, 32)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255), length)
        select new BigInteger(bytes.Select(value => (byte)value).ToArray(), isUnsigned: true);

    private static Gen<BigInteger> Edges() =>
        from exponent in Gen.Choose(0, 256)
        from offset in Gen.Choose(-2, 2)
        select BigInteger.Max(0, BigInteger.Min(Modulus - 1, (BigInteger.One << exponent) + offset));
}
