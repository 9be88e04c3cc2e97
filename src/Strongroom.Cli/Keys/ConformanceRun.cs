using System.Diagnostics;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cli.Keys;

/// <summary>
/// The checks, in the order in which a Signer would run into what they look for. Every key bears one label,
/// by which all are destroyed at the end, whatever happened.
/// </summary>
internal sealed class ConformanceRun(TokenConnection token, MechanismProfile profile, int signatures)
{
    private const int RandomSample = 32_768;
    private const int ParallelCallers = 8;
    private const int SeedBytes = 64;
    private const int KekRounds = 50;

    // Monobit bounds: 262,144 bits, six standard deviations of 256 each.
    private const int OnesMin = RandomSample * 4 - 1536;
    private const int OnesMax = RandomSample * 4 + 1536;

    private readonly string label =
        $"strongroom conformance {Convert.ToHexStringLower(RandomBytes.Create(4))}";

    internal void Fill(ConformanceReport report)
    {
        try
        {
            report.Check("random bytes", DrawRandom);
            foreach (TokenCurve curve in new[] { TokenCurve.Secp256k1, TokenCurve.P256, TokenCurve.Ed25519 })
                FillCurve(report, curve);
            FillKek(report);
            new DerivationChecks(token, profile, label).Fill(report);
            report.Check("session lost and opened again", SessionLoss);
        }
        finally
        {
            report.Check("nothing left behind", CleanUp);
        }
    }

    private void FillCurve(ConformanceReport report, TokenCurve curve)
    {
        TokenKeyPair? pair = null;
        report.Check($"{curve}: key pair born, attributes", () =>
        {
            pair = TokenKeyPair.Generate(token, profile, curve, label);
            return $"public key {Convert.ToHexStringLower(pair.PublicKey)[..18]}…";
        });
        if (pair is null) return;
        report.Check($"{curve}: private key stays inside", () => StaysInside(pair));
        report.Check($"{curve}: signatures verified here", () => Sign(pair, callers: 1));
        report.Check($"{curve}: {ParallelCallers} callers at once", () => Sign(pair, ParallelCallers));
    }

    private void FillKek(ConformanceReport report)
    {
        TokenKek? kek = null;
        report.Check("AES-256 key: attributes, no wrapping", () =>
        {
            kek = TokenKek.Generate(token, profile, label);
            return "encrypts and decrypts only";
        });
        if (kek is null) return;
        report.Check("AES-GCM: seed sealed and opened", () => SealAndOpen(kek));
        report.Check("AES-GCM: differences refused", () => RefuseDifferences(kek));
    }

    private string DrawRandom()
    {
        byte[] first = new byte[RandomSample], second = new byte[RandomSample];
        token.Run(session =>
        {
            session.FillRandom(first);
            session.FillRandom(second);
            return true;
        });
        int ones = 0;
        foreach (byte each in first) ones += int.PopCount(each);
        Demand(!first.AsSpan().SequenceEqual(second), "the same bytes twice");
        Demand(ones is >= OnesMin and <= OnesMax, $"{ones} ones in {RandomSample * 8} bits");
        return $"{ones} ones in {RandomSample * 8} bits (a sanity check, no proof)";
    }

    private string StaysInside(TokenKeyPair pair) => token.Run(session =>
    {
        IReadOnlyList<ulong> found = session.Find(KeyTemplates.ById(Ck.CKO_PRIVATE_KEY, pair.Id));
        Demand(found.Count == 1, $"{found.Count} private keys of one id");
        Demand(session.ReadAttribute(found[0], Ck.CKA_VALUE) is null, "CKA_VALUE can be read");
        return "CKA_VALUE is refused";
    });

    /// <summary>Random messages; each signature is read and verified by another library.</summary>
    private string Sign(TokenKeyPair pair, int callers)
    {
        byte[] message = RandomBytes.Create(32);
        byte[] written = pair.SignRaw(message);
        Demand(pair.TryReadSignature(written, message, out byte[]? read), "a signature does not verify");
        bool isRaw = read is not null && written.Length <= TokenSignature.CompactBytes;
        Stopwatch watch = Stopwatch.StartNew();
        Parallel.For(0, signatures, new ParallelOptions { MaxDegreeOfParallelism = callers }, _ =>
        {
            byte[] digest = RandomBytes.Create(32);
            pair.Sign(digest);
        });
        double perSecond = signatures / watch.Elapsed.TotalSeconds;
        return $"{signatures} of {signatures}, {(isRaw ? "raw" : "DER")}, {perSecond:0} a second";
    }

    private static string SealAndOpen(TokenKek kek)
    {
        using SecretBytes seed = NewSeed();
        byte[] nonce = RandomBytes.Create(TokenKek.NonceBytes), context = RandomBytes.Create(SeedBytes);
        byte[] sealedSeed = kek.Seal(seed, nonce, context);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < KekRounds; i++)
        {
            using SecretBytes opened = kek.Open(sealedSeed, nonce, context);
            using SecretLease lease = opened.Open();
            Demand(seed.FixedTimeEquals(lease.Span), "another seed came out");
        }

        return $"{KekRounds} of {KekRounds}, {KekRounds / watch.Elapsed.TotalSeconds:0} a second";
    }

    private static string RefuseDifferences(TokenKek kek)
    {
        using SecretBytes seed = NewSeed();
        byte[] nonce = RandomBytes.Create(TokenKek.NonceBytes), context = RandomBytes.Create(SeedBytes);
        byte[] sealedSeed = kek.Seal(seed, nonce, context);
        byte[] altered = [.. sealedSeed];
        altered[0] ^= 1;
        string refusedBy = MustRefuse(kek, altered, nonce, context);
        MustRefuse(kek, sealedSeed, RandomBytes.Create(TokenKek.NonceBytes), context);
        MustRefuse(kek, sealedSeed, nonce, RandomBytes.Create(SeedBytes));
        return $"bytes, nonce and additional data, by {refusedBy}";
    }

    private static SecretBytes NewSeed()
    {
        SecretBytes seed = SecretBytes.New(SeedBytes, out Span<byte> content);
        RandomBytes.Fill(content);
        return seed;
    }

    private static string MustRefuse(TokenKek kek, byte[] sealedSeed, byte[] nonce, byte[] context)
    {
        try
        {
            kek.Open(sealedSeed, nonce, context).Dispose();
        }
        catch (TokenException problem) when (problem.Fault == TokenFault.CiphertextRefused)
        {
            return problem.Code;
        }

        throw new TokenException("C_Decrypt", "altered bytes were opened", TokenFault.Dishonest);
    }

    private string SessionLoss()
    {
        int tries = 0;
        token.Run(session =>
        {
            if (tries++ == 0) session.Close();
            session.FillRandom(new byte[8]);
            return true;
        });
        Demand(tries == 2, "a closed session still worked");
        return "one repetition";
    }

    private string CleanUp() => token.Run(session =>
    {
        IReadOnlyList<ulong> found = session.Find(KeyTemplates.ByLabel(label));
        foreach (ulong key in found) session.Destroy(key);
        Demand(session.Find(KeyTemplates.ByLabel(label)).Count == 0, "keys of this run are left");
        return $"{found.Count} objects destroyed";
    });

    private static void Demand(bool claim, string otherwise)
    {
        if (!claim) throw new TokenException("check", otherwise, TokenFault.Dishonest);
    }
}
