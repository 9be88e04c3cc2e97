// docs/formats/activation.md, "Terms" and "Shares".
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Activation;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Age;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Activation;

/// <summary>
/// <c>activation split --institution GENESIS --threshold M --custodian PERSON=KEY,RECIPIENT … --unlock-file
/// FILE --out FOLDER</c>: seals the unlock line under a fresh key and splits that key among custodians.
/// </summary>
internal static class SplitUnlock
{
    private const int UnlockBytesMin = 8;
    private const int UnlockBytesMax = 4_095;

    internal static Command Build()
    {
        Option<string> institution = new("--institution") { Description = "the genesis", Required = true };
        Option<int> threshold =
            new("--threshold") { Description = "how many must come together", Required = true };
        Option<string[]> custodians = new("--custodian")
        {
            Description =
                "PERSON=KEY,RECIPIENT: the id of their key in the roster, and the age1… of custodian keys",
            Required = true,
        };
        Option<string> unlock =
            new("--unlock-file") { Description = "the unlock line, mode 0600", Required = true };
        Option<string> output = new("--out") { Description = "a new folder", Required = true };
        Command command = new("split", "Seal the unlock secret, and split its key among custodians");
        command.Options.Add(institution);
        command.Options.Add(threshold);
        command.Options.Add(custodians);
        command.Options.Add(unlock);
        command.Options.Add(output);
        command.SetAction(parsed => Answer.Run(() =>
        {
            Refusal? refusal = Run(
                parsed.GetValue(institution)!, parsed.GetValue(threshold), parsed.GetValue(custodians)!,
                parsed.GetValue(unlock)!, parsed.GetValue(output)!);
            return refusal is null ? Answer.Done : Answer.Refuse(refusal, isJson: false);
        }));
        return command;
    }

    private static Refusal? Run(
        string institutionText, int threshold, string[] custodianTexts, string unlockFile, string folder)
    {
        if (!Digest.TryParse(institutionText, out Digest institution, out Refusal? refusal)) return refusal;
        Holder[] holders = new Holder[custodianTexts.Length];
        for (int i = 0; i < holders.Length; i++)
        {
            if (!Holder.TryParse(custodianTexts[i], out Holder? holder, out refusal)) return refusal;
            holders[i] = holder;
        }

        ActivationCustodian[] custodians = [.. holders.Select(holder => holder.Custodian)];
        refusal = ActivationTerms.Check(threshold, custodians);
        if (refusal is not null) return refusal;
        if (!TryReadUnlock(unlockFile, out SecretBytes? unlock, out refusal)) return refusal;
        using SecretBytes line = unlock;
        using SecretBytes master = SecretBytes.New(XChaCha20Poly1305.KeyBytes, out Span<byte> key);
        RandomBytes.Fill(key);
        byte[] context = ActivationTerms.ContextOf(institution, threshold, custodians);
        (byte[], byte[]) secret = Seal(line, master, context);
        byte[] terms = ActivationTerms.Compose(institution, threshold, custodians, secret);
        Directory.CreateDirectory(folder);
        WriteShares(folder, holders, threshold, master);
        Answer.WriteOutput(terms, Path.Combine(folder, "activation.json"));
        foreach (Holder holder in holders)
            Console.Out.WriteLine($"share of {holder.Custodian.Person}: {holder.FileName}");
        Console.Out.WriteLine("activation.json goes into the Signer's data folder; destroy the unlock file.");
        return null;
    }

    private static (byte[] Nonce, byte[] Sealed) Seal(SecretBytes line, SecretBytes master, byte[] context)
    {
        byte[] nonce = RandomBytes.Create(XChaCha20Poly1305.NonceBytes);
        byte[] sealedLine = new byte[line.Length + XChaCha20Poly1305.TagBytes];
        using SecretLease key = master.Open();
        using SecretLease content = line.Open();
        XChaCha20Poly1305.Seal(key.Span, nonce, content.Span, context, sealedLine);
        return (nonce, sealedLine);
    }

    private static void WriteShares(string folder, Holder[] holders, int threshold, SecretBytes master)
    {
        using SecretLease secret = master.Open();
        IReadOnlyList<SecretShare> shares =
            SharedSecret.Split(secret.Span, [], SplitPlan.Of(threshold, holders.Length));
        for (int i = 0; i < holders.Length; i++)
        {
            using SecretShare share = shares[i];
            Answer.WriteOutput(
                ShareFile.Encrypt(share, holders[i].Recipient), Path.Combine(folder, holders[i].FileName));
        }
    }

    private static bool TryReadUnlock(
        string path, [NotNullWhen(true)] out SecretBytes? line, [NotNullWhen(false)] out Refusal? refusal)
    {
        line = null;
        refusal = new Refusal(
            CliRefusal.UnlockFile, "The unlock file cannot be used.", "--unlock-file",
            $"a file of mode 0600 with one line of {UnlockBytesMin} to {UnlockBytesMax} bytes");
        if (!OwnerFile.TryRead(path, UnlockBytesMax + 1, out SecretBytes? content)) return false;
        using SecretBytes owned = content;
        using SecretLease text = owned.Open();
        int end = text.Span.IndexOf((byte)'\n');
        ReadOnlySpan<byte> first = text.Span[..(end < 0 ? text.Span.Length : end)].TrimEnd((byte)'\r');
        if (first.Length is < UnlockBytesMin or > UnlockBytesMax) return false;
        line = SecretBytes.CopyOf(first);
        refusal = null;
        return true;
    }

    private sealed record Holder(ActivationCustodian Custodian, AgeRecipient Recipient)
    {
        internal string FileName => $"{Custodian.Person}.age";

        internal static bool TryParse(
            string text, [NotNullWhen(true)] out Holder? holder, [NotNullWhen(false)] out Refusal? refusal)
        {
            holder = null;
            refusal = new Refusal(
                CliRefusal.Custodian, "This names no custodian.", "--custodian",
                "PERSON=KEY,RECIPIENT with the 64 hexadecimal digits of a key in the roster and an age1…");
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            int comma = text.IndexOf(',', StringComparison.Ordinal);
            if (equals < 0 || comma < equals) return false;
            bool isRead = PersonId.TryParse(text[..equals], out PersonId person, out _)
                & Digest.TryParse(text.AsSpan(equals + 1, comma - equals - 1), out Digest key, out _)
                & AgeRecipient.TryParse(text[(comma + 1)..], out AgeRecipient? recipient);
            if (!isRead) return false;
            holder = new Holder(new ActivationCustodian(person, new KeyId(key)), recipient!);
            refusal = null;
            return true;
        }
    }
}
