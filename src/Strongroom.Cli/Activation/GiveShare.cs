// docs/formats/activation.md, "Giving a share".
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Activation;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cli.Http;
using Strongroom.Cli.Roster;
using Strongroom.Cryptography.Age;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Activation;

/// <summary>
/// <c>activation give SHARE --share-key FILE --person PERSON --key FILE --build HASH --signer URL
/// --signer-pin PIN [--json]</c>: opens the own share and hands it, encrypted anew, to a Signer that runs the
/// build expected.
/// </summary>
internal static class GiveShare
{
    internal static Command Build()
    {
        Argument<string> share = new("share") { Description = "the share file" };
        Option<string> shareKey =
            new("--share-key") { Description = "the key that it is encrypted to", Required = true };
        Option<string> person = new("--person") { Description = "who gives it", Required = true };
        Option<string> key = new("--key") { Description = "the person's key in the roster", Required = true };
        Option<string> build = new("--build")
        {
            Description =
                "the build that was approved: nothing is given to another (activation show prints it)",
            Required = true,
        };
        Command command = new("give", "Give a share to a Signer that waits for its custodians");
        command.Arguments.Add(share);
        Option[] door = [SignerDoor.AddressOption(), SignerDoor.PinOption(), Answer.JsonOption()];
        foreach (Option option in (Option[])[shareKey, person, key, build, .. door])
            command.Options.Add(option);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            bool isJson = parsed.GetValue<bool>("--json");
            (string, string) file = (parsed.GetValue(share)!, parsed.GetValue(shareKey)!);
            if (!Giver.TryOpen(
                parsed.GetValue(person)!, parsed.GetValue(key)!, file,
                out Giver? opened, out Refusal? refusal)) return Answer.Refuse(refusal, isJson);
            using Giver giver = opened;
            return await SignerDoor.RunAsync(
                parsed, signer => GiveAsync(signer, giver, parsed.GetValue(build)!, stop),
                ShowActivation.Shown);
        }));
        return command;
    }

    private static async Task<ApiAnswer> GiveAsync(
        SignerDoor door, Giver giver, string build, CancellationToken stop)
    {
        ApiAnswer offered = await door.GetAsync("v1/activation", stop);
        if (!offered.IsSuccess) return offered;
        if (!TryRead(offered, out Offer? offer))
            throw new IOException("the Signer's offer is not understood");
        if (offer.Build != build)
            throw new IOException($"nothing was given: the Signer runs the build {offer.Build}");
        return await door.PostAsync("v1/activation", giver.Give(offer), stop);
    }

    private static bool TryRead(ApiAnswer answer, [NotNullWhen(true)] out Offer? offer)
    {
        offer = null;
        bool isRead = answer.ToJson() is { } json
            & Digest.TryParse((string?)answer.ToJson()?["institution"] ?? "", out Digest institution, out _)
            & AgeRecipient.TryParse((string?)answer.ToJson()?["session"] ?? "", out AgeRecipient? session);
        if (isRead) offer = new Offer(institution, session!, (string?)answer.ToJson()?["build"] ?? "");
        return isRead;
    }

    private sealed record Offer(Digest Institution, AgeRecipient Session, string Build);

    /// <summary>A custodian with their key and their share opened, for as long as this takes.</summary>
    private sealed class Giver(PersonId person, PersonKeyFile key, SecretBytes words) : IDisposable
    {
        internal static bool TryOpen(
            string name, string keyPath, (string Path, string Key) share,
            [NotNullWhen(true)] out Giver? giver, [NotNullWhen(false)] out Refusal? refusal)
        {
            giver = null;
            if (!PersonId.TryParse(name, out PersonId person, out refusal)) return false;
            if (!ShareFile.TryOpen(share.Path, share.Key, out SecretBytes? words, out refusal)) return false;
            if (PersonKeyFile.TryOpen(keyPath, out PersonKeyFile? key, out refusal))
                giver = new Giver(person, key, words);
            else
                words.Dispose();
            return giver is not null;
        }

        internal CanonicalObject Give(Offer offer)
        {
            using SecretLease plain = words.Open();
            byte[] file = AgeFile.Encrypt(plain.Span, offer.Session);
            Digest share = Digest.Sha256(file);
            Digest hash = GivenShare.HashOf(offer.Institution, offer.Session.ToString(), person, share);
            KeyId id = key.ToPersonKey(Strongroom.Roster.KeyClass.Independent).Id;
            GivenShare given = new(person, id, share, key.Sign(hash));
            return CanonicalObject.Of(("file", Base64UrlText.Write(file)), ("given", given.ToCanonical()));
        }

        public void Dispose()
        {
            words.Dispose();
            key.Dispose();
        }
    }
}
