using Strongroom.Ceremonies;
using Strongroom.Intents;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Ceremonies;

/// <summary>docs/formats/golden/transcript.json: a whole transcript, and what is wrong with others.</summary>
internal static class GoldenCeremonies
{
    internal static void Write()
    {
        GoldenFile file = new("transcript");
        Transcript whole = TranscriptTests.Whole();
        CanonicalObject body = whole.ToCanonical();
        file.Accept("a backup", body, ("hash", $"{whole.Hash}"));
        body.TryArray("entries", out CanonicalArray? entries).ShouldBeTrue();
        body.TryArray("signatures", out CanonicalArray? signatures).ShouldBeTrue();
        CanonicalValue[] left = entries!.Items.ToArray();
        file.Refuse("an entry left out", CeremonyRefusal.ChainBroken, body.With("entries", CanonicalArray.Of(left.AsSpan(1))));
        file.Refuse("the last entry left out", CeremonyRefusal.StepsDiffer, body.With("entries", CanonicalArray.Of(left.AsSpan(0, left.Length - 1))));
        CanonicalArray fewer = CanonicalArray.Of(signatures!.Items[1..]);
        file.Refuse("a signature missing", CeremonyRefusal.SignatureMissing, body.With("signatures", fewer));
        CanonicalArray twice = CanonicalArray.Of([.. signatures.Items, signatures[0]]);
        file.Refuse("a signature twice", CeremonyRefusal.SignatureUnexpected, body.With("signatures", twice));
        file.Refuse("another schema", CeremonyRefusal.UnknownSchema, body.With("schema", "strongroom/transcript/v2"));
        file.Write("transcript.json");
    }

    internal static Refusal? Check(byte[] bytes, string? hash)
    {
        if (!Transcript.TryParse(bytes, out Transcript? transcript, out Refusal? refusal)) return refusal;
        refusal = transcript.Check();
        if (refusal is null) transcript.Hash.ToString().ShouldBe(hash);
        return refusal;
    }
}
