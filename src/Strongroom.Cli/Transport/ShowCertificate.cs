using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.Transport;

namespace Strongroom.Cli.Transport;

/// <summary><c>certificate show FILE [--json]</c>: name, validity, pin.</summary>
internal static class ShowCertificate
{
    internal static Command Build()
    {
        Argument<string> file = new("file") { Description = "the certificate (PEM)" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("show", "Show a certificate's name, validity and pin");
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction(parsed => Answer.Run(() => Run(parsed.GetValue(file)!, parsed.GetValue(json))));
        return command;
    }

    internal static int Print(X509Certificate2 certificate, bool isJson)
    {
        SpkiPin pin = SpkiPin.Of(certificate);
        string from = Text(certificate.NotBefore), until = Text(certificate.NotAfter);
        if (isJson)
        {
            JsonObject shown = new()
            {
                ["name"] = certificate.Subject, ["notAfter"] = until, ["notBefore"] = from,
                ["pin"] = pin.ToString(),
            };
            Console.Out.WriteLine(shown.ToJsonString());
            return Answer.Done;
        }

        Console.Out.WriteLine($"{certificate.Subject}  valid from {from} until {until}");
        Console.Out.WriteLine($"pin  {pin}   (give it to the other end by a way that you trust)");
        return Answer.Done;
    }

    private static int Run(string path, bool isJson)
    {
        string pem = Encoding.Latin1.GetString(Answer.ReadInput(path));
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
            return Print(certificate, isJson);
        }
        catch (CryptographicException)
        {
            return Answer.Refuse(
                new Refusal(CliRefusal.Certificate, "the file holds no certificate", "file", "PEM"), isJson);
        }
    }

    private static string Text(DateTime moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
