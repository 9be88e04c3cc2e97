using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Ceremonies;

/// <summary>
/// Whether a transcript tells of the whole ceremony, and everybody who was there vouches for it.
/// </summary>
internal static class TranscriptCheck
{
    internal static Refusal? Find(Transcript transcript)
    {
        IReadOnlyList<CeremonyStep> steps = CeremonySteps.Of(transcript.Plan);
        if (PositionOf(transcript) != steps.Count)
        {
            return new Refusal(
                CeremonyRefusal.StepsDiffer,
                    "The entries are not the steps of the plan, in order and complete.",
                "entries", "every step of the plan, done");
        }

        HashSet<PersonId> present = PresentAt(transcript);
        return transcript.Plan.CheckPresence(present) ?? CheckSignatures(transcript, present);
    }

    /// <summary>How many steps are done; null where an entry is out of order.</summary>
    internal static int? PositionOf(Transcript transcript)
    {
        string[] steps = [.. CeremonySteps.Of(transcript.Plan).Select(step => step.Id)];
        int position = 0;
        foreach (TranscriptEntry entry in transcript.Entries)
        {
            int index = Array.IndexOf(steps, entry.Step);
            bool isDone = entry.Outcome == TranscriptEntry.Done;
            if (index < 0 || (isDone ? index != position : index > position)) return null;
            position = isDone ? index + 1 : index;
        }

        return position;
    }

    internal static HashSet<PersonId> PresentAt(Transcript transcript)
    {
        TranscriptEntry roles = transcript.Entries.Last(entry =>
            entry.Step == CeremonySteps.Roles && entry.Outcome == TranscriptEntry.Done);
        HashSet<PersonId> present = [];
        if (!roles.Body.TryObject("facts", out CanonicalObject? facts)) return present;
        if (!facts.TryArray("present", out CanonicalArray? people)) return present;
        foreach (CanonicalValue value in people.Items)
        {
            if (value.TryText(out string? text) && PersonId.TryParse(text, out PersonId person, out _))
                present.Add(person);
        }

        return present;
    }

    private static Refusal? CheckSignatures(Transcript transcript, HashSet<PersonId> present)
    {
        HashSet<PersonId> signed = [];
        foreach (TranscriptSignature signature in transcript.Signatures)
        {
            bool isExpected = present.Contains(signature.Person) && signed.Add(signature.Person)
                && transcript.Plan.People.Any(one => one.Person == signature.Person
                    && one.Key == signature.Key.Id);
            if (!isExpected)
            {
                return new Refusal(
                    CeremonyRefusal.SignatureUnexpected,
                        "Somebody signed who was not there, or with another key.",
                    "signatures", "one signature of each participant, with the key that the plan names");
            }

            if (!IsValid(signature, transcript.Hash))
            {
                return new Refusal(
                    CeremonyRefusal.SignatureInvalid,
                        $"The signature of {signature.Person} is not over this transcript.",
                    "signatures");
            }
        }

        PersonId[] missing = [.. present.Except(signed)];
        return missing.Length == 0
            ? null
            : new Refusal(
                CeremonyRefusal.SignatureMissing, $"{missing[0]} was there and did not sign.", "signatures",
                "the signatures of all who were there");
    }

    /// <summary>Ceremonies are offline: keys in files and smart cards, no passkeys of a station.</summary>
    private static bool IsValid(TranscriptSignature signature, Digest hash)
    {
        PersonKey key = signature.Key;
        byte[] message = hash.ToBytes();
        return signature.Signature.Match(
            edwards => key.Algorithm == KeyAlgorithm.Ed25519
                && Ed25519.Verify(key.PublicKey, message, edwards.Value.Span),
            nist => key.Algorithm == KeyAlgorithm.P256
                && P256PublicKey.TryParse(key.PublicKey, out P256PublicKey? point)
                && point.Verify(message, nist.Value.Span),
            _ => false);
    }
}
