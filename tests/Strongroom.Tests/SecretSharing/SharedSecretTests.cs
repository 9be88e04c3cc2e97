using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.SecretSharing;

namespace Strongroom.Tests.SecretSharing;

public sealed class SharedSecretTests
{
    private static readonly byte[] _secret = [.. Enumerable.Range(1, 32).Select(value => (byte)value)];

    [Fact]
    public void Every_choice_of_enough_shares_gives_the_secret()
    {
        string[] shares = ShareTexts.Split(_secret, "", SplitPlan.Of(3, 5));
        for (int first = 0; first < 5; first++)
        for (int second = first + 1; second < 5; second++)
        for (int third = second + 1; third < 5; third++)
        {
            string[] chosen = [shares[third], shares[first], shares[second]];
            ShareTexts.Combine(chosen, "", out _).ShouldBe(_secret);
        }
    }

    [Fact]
    public void Groups_open_with_enough_members_of_enough_groups()
    {
        SplitPlan plan = new(2, [(2, 3), (3, 5), (1, 1)]);
        string[] shares = ShareTexts.Split(_secret, "correct horse", plan);
        ShareTexts.Combine([shares[0], shares[2], shares[8]], "correct horse", out _).ShouldBe(_secret);
        ShareTexts.Combine([shares[3], shares[5], shares[7], shares[8]], "correct horse", out _).ShouldBe(_secret);
        ShareTexts.Combine([shares[8]], "correct horse", out ShareFault? fault).ShouldBeNull();
        Expect(fault, ShareFaultKind.TooFew, 0);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    public void Every_kind_of_set_comes_back(bool isExtendable, int exponent)
    {
        IReadOnlyList<SecretShare> shares =
            SharedSecret.Split(_secret, "p w"u8, SplitPlan.Of(2, 2), isExtendable, exponent);
        SharedSecret.TryCombine(shares, "p w"u8, out SecretBytes? secret, out _).ShouldBeTrue();
        secret.FixedTimeEquals(_secret).ShouldBeTrue();
        secret.Dispose();
        foreach (SecretShare share in shares) share.Dispose();
    }

    [Fact]
    public void A_wrong_passphrase_gives_another_secret_and_nothing_tells()
    {
        string[] shares = ShareTexts.Split(_secret, "right", SplitPlan.Of(2, 3));
        byte[]? other = ShareTexts.Combine(shares.Take(2), "wrong", out ShareFault? fault);
        fault.ShouldBeNull();
        other.ShouldNotBeNull().ShouldNotBe(_secret);
        ShareTexts.Combine(shares.Take(2), "caf\u007f", out fault).ShouldBeNull();
        Expect(fault, ShareFaultKind.Passphrase, 0);
    }

    [Fact]
    public void Refuses_and_names_the_share_that_is_wrong()
    {
        string[] shares = ShareTexts.Split(_secret, "", SplitPlan.Of(3, 5));
        string[] others = ShareTexts.Split(_secret, "", SplitPlan.Of(3, 5));
        Refused([shares[0], shares[1]], ShareFaultKind.TooFew, 0);
        Refused([.. shares.Take(4)], ShareFaultKind.TooMany, 0);
        Refused([], ShareFaultKind.TooFew, 0);
        Refused([shares[0], shares[1], shares[0]], ShareFaultKind.Repeated, 3);
        Refused([shares[0], others[1], shares[2]], ShareFaultKind.OtherSet, 2);
        Refused([shares[0], Swapped(shares[1]), shares[2]], ShareFaultKind.Checksum, 2);
        Refused([shares[0], shares[1], shares[2].Replace(' ', '-')], ShareFaultKind.UnknownWord, 3);
        Refused([shares[0], shares[1] + " academic"], ShareFaultKind.WordCount, 2);
        Refused([shares[0][..shares[0].LastIndexOf(' ')]], ShareFaultKind.WordCount, 1);
        string endless = string.Join(' ', Enumerable.Repeat(shares[0], 4));
        Refused([endless], ShareFaultKind.WordCount, 1);
    }

    [Fact]
    public void A_forged_share_with_a_right_checksum_is_found_by_the_digest()
    {
        IReadOnlyList<SecretShare> shares = SharedSecret.Split(_secret, [], SplitPlan.Of(2, 3));
        using SecretBytes forgedValue = SecretBytes.Random(_secret.Length);
        using SecretShare forged = new(shares[1].Set, shares[1].Place, forgedValue);
        SharedSecret.TryCombine([shares[0], forged], [], out _, out ShareFault? fault).ShouldBeFalse();
        Expect(fault, ShareFaultKind.Digest, 0);
    }

    [Fact]
    public void Plans_that_would_hand_out_the_secret_are_impossible()
    {
        SplitPlan.Of(1, 2).IsPossible.ShouldBeFalse();
        SplitPlan.Of(3, 2).IsPossible.ShouldBeFalse();
        SplitPlan.Of(2, 17).IsPossible.ShouldBeFalse();
        SplitPlan.Of(0, 1).IsPossible.ShouldBeFalse();
        new SplitPlan(2, [(1, 1)]).IsPossible.ShouldBeFalse();
        SplitPlan.Of(1, 1).IsPossible.ShouldBeTrue();
        SplitPlan.Of(16, 16).IsPossible.ShouldBeTrue();
    }

    [Fact]
    public void The_field_is_rijndaels()
    {
        // FIPS 197 section 4.2: {57} · {83} = {c1}; section 4.2.1: {57} · {13} = {fe}.
        GaloisField.Multiply(0x57, 0x83).ShouldBe((byte)0xc1);
        GaloisField.Multiply(0x57, 0x13).ShouldBe((byte)0xfe);
        for (int element = 1; element < 256; element++)
            GaloisField.Multiply((byte)element, GaloisField.Invert((byte)element)).ShouldBe((byte)1);
    }

    private static void Refused(string[] phrases, ShareFaultKind kind, int share)
    {
        ShareTexts.Combine(phrases, "", out ShareFault? fault).ShouldBeNull();
        Expect(fault, kind, share);
    }

    private static void Expect(ShareFault? fault, ShareFaultKind kind, int share)
    {
        fault.ShouldNotBeNull().Kind.ShouldBe(kind, fault.Words);
        fault.Share.ShouldBe(share);
        if (share > 0) fault.Words.ShouldContain($"share {share}");
    }

    private static string Swapped(string phrase)
    {
        string[] words = phrase.Split(' ');
        (words[^1], words[^2]) = (words[^2], words[^1] == words[^2] ? "academic" : words[^1]);
        return string.Join(' ', words);
    }
}
