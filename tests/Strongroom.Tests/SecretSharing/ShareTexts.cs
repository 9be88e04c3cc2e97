using System.Text;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.SecretSharing;

namespace Strongroom.Tests.SecretSharing;

/// <summary>Shares as strings: in tests nothing is secret.</summary>
internal static class ShareTexts
{
    internal static string[] Split(byte[] secret, string passphrase, SplitPlan plan)
    {
        IReadOnlyList<SecretShare> shares = SharedSecret.Split(secret, Encoding.ASCII.GetBytes(passphrase), plan);
        return [.. shares.Select(Words)];
    }

    internal static string Words(SecretShare share)
    {
        using SecretBytes words = SharePhrase.ToWords(share);
        share.Dispose();
        return words.Use(Encoding.ASCII.GetString);
    }

    internal static byte[]? Combine(IEnumerable<string> phrases, string passphrase, out ShareFault? fault)
    {
        List<SecretShare> shares = [];
        try
        {
            foreach (string phrase in phrases)
            {
                byte[] words = Encoding.ASCII.GetBytes(phrase);
                if (!SharePhrase.TryParse(words, shares.Count + 1, out SecretShare? share, out fault)) return null;
                shares.Add(share);
            }

            byte[] pass = Encoding.ASCII.GetBytes(passphrase);
            if (!SharedSecret.TryCombine(shares, pass, out SecretBytes? secret, out fault)) return null;
            using SecretBytes owned = secret;
            return secret.Use(bytes => bytes.ToArray());
        }
        finally
        {
            shares.ForEach(share => share.Dispose());
        }
    }

    internal static byte[]? RoundTrip(byte[] secret, string passphrase, SplitPlan plan)
    {
        string[] all = Split(secret, passphrase, plan);
        return Combine(all.TakeLast(plan.Groups[0].Threshold), passphrase, out _);
    }
}
