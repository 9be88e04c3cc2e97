using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Strongroom.Cryptography.Transport;

namespace Strongroom.Cli.Transport;

/// <summary>
/// <c>certificate new --name NAME --certificate FILE --key FILE [--days N] [--json]</c>: a P-256 key (mode
/// 0600) and a certificate that signs itself; prints the pin that the other end is told.
/// </summary>
internal static class CreateCertificate
{
    private const int NameLengthMax = 64;
    private const int DaysMax = 825;
    private const int DaysDefault = 397;

    internal static Command Build()
    {
        Option<string> name =
            new("--name") { Description = "whose it is, for people to read", Required = true };
        Option<string> certificate =
            new("--certificate") { Description = "the certificate's new file", Required = true };
        Option<string> key = new("--key") { Description = "the private key's new file", Required = true };
        Option<int> days = new("--days")
        {
            Description = $"how long it is valid, at most {DaysMax}", DefaultValueFactory = _ => DaysDefault,
        };
        Option<bool> json = Answer.JsonOption();
        Command command = new("new", "Make a certificate and its key; an existing file is never overwritten");
        foreach (Option option in (Option[])[name, certificate, key, days, json]) command.Options.Add(option);
        command.SetAction(parsed => Answer.Run(() => Run(
            parsed.GetValue(name)!, parsed.GetValue(certificate)!, parsed.GetValue(key)!,
            parsed.GetValue(days), parsed.GetValue(json))));
        return command;
    }

    private static int Run(string name, string certificateFile, string keyFile, int days, bool isJson)
    {
        bool isName = name.Length is > 0 and <= NameLengthMax && name.All(IsPlain);
        if (!isName)
            return Answer.Refuse(Refuse("name", $"1 to {NameLengthMax} of a-z A-Z 0-9 . -"), isJson);
        if (days is < 1 or > DaysMax) return Answer.Refuse(Refuse("days", $"1 to {DaysMax}"), isJson);
        X500DistinguishedNameBuilder subject = new();
        subject.AddCommonName(name);
        // Asked before the key is made: a key without its certificate is of no use.
        if (File.Exists(certificateFile)) throw new IOException($"{certificateFile} exists already");
        using X509Certificate2 made = SelfSignedCertificate.Create(
            subject.Build(), keyFile, TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(days));
        Answer.WriteOutput(Encoding.ASCII.GetBytes(made.ExportCertificatePem() + "\n"), certificateFile);
        return ShowCertificate.Print(made, isJson);
    }

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-';

    private static Refusal Refuse(string field, string accepted) =>
        new(CliRefusal.Certificate, "no such certificate is made", field, accepted);
}
