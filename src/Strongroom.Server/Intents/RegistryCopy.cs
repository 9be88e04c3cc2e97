using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Server.Intents;

/// <summary>
/// What the Signer says that it goes by (GET /v1/registry), as far as the Server needs it: to build intents,
/// to
/// preview the policy and to know which assets to credit. A copy decides nothing.
/// </summary>
internal sealed record RegistryCopy(
    CanonicalObject Source,
    Digest Genesis,
    Policy Policy,
    RosterState Roster,
    StationPin Station,
    IReadOnlyDictionary<string, ChainTerms> Chains,
    IReadOnlySet<string> Assets)
{
    internal const int BytesMax = 4 * 1024 * 1024;

    /// <summary>What it says, without when and by whom it was said.</summary>
    internal byte[] Content { get; } = Source.With("at", default).With("signature", default).ToBytes();

    internal static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out RegistryCopy? copy,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        copy = null;
        if (!CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? source, out refusal)) return false;
        refusal = new Refusal(
            IntentsRefusal.SignerUnreachable, "The Signer's registry cannot be read.", null,
            "docs/formats/signer-api.md");
        if (!source.TryText("genesis", out string? text) || !Digest.TryParse(text, out Digest genesis, out _))
            return false;
        if (!TryReadRules(source, out Policy? policy, out RosterState? roster, out StationPin? station))
            return false;
        if (!source.TryArray("chains", out CanonicalArray? chains)) return false;
        if (!source.TryArray("assets", out CanonicalArray? assets)) return false;
        Dictionary<string, ChainTerms> terms = new(StringComparer.Ordinal);
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (CanonicalValue value in chains.Items)
        {
            if (!ChainTerms.TryRead(value, out ChainTerms? chain)) return false;
            terms[chain.Chain.ToString()] = chain;
            known.Add(chain.Native.ToString());
        }

        foreach (CanonicalValue value in assets.Items)
        {
            if (!value.TryObject(out CanonicalObject? asset) || !asset.TryText("asset", out string? id))
                return false;
            known.Add(id);
        }

        (copy, refusal) = (new RegistryCopy(source, genesis, policy, roster, station, terms, known), null);
        return true;
    }

    private static bool TryReadRules(
        CanonicalObject source,
        [NotNullWhen(true)] out Policy? policy,
        [NotNullWhen(true)] out RosterState? roster,
        [NotNullWhen(true)] out StationPin? station)
    {
        policy = null;
        roster = null;
        station = null;
        if (!source.TryArray("people", out CanonicalArray? people)) return false;
        List<CanonicalObject> bodies = [];
        foreach (CanonicalValue value in people.Items)
        {
            if (!value.TryObject(out CanonicalObject? person)) return false;
            bodies.Add(person);
        }

        List<CanonicalObject> attestors = [];
        if (source.TryArray("attestors", out CanonicalArray? listed))
        {
            foreach (CanonicalValue value in listed.Items)
            {
                if (!value.TryObject(out CanonicalObject? attestor)) return false;
                attestors.Add(attestor);
            }
        }

        return source.TryObject("policy", out CanonicalObject? rules)
            && Policy.TryParse(rules, out policy, out _)
            && RosterState.TryParse(bodies, attestors, out roster, out _)
            && source.TryObject("station", out CanonicalObject? pin)
            && StationPin.TryParse(pin, out station, out _);
    }

    /// <summary>The registered chain of a registered asset.</summary>
    internal bool TryFind(
        AssetId asset, [NotNullWhen(true)] out ChainTerms? chain, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isKnown = Chains.TryGetValue(asset.Chain.ToString(), out chain)
            && Assets.Contains(asset.ToString());
        refusal = isKnown
            ? null
            : new Refusal(
                IntentsRefusal.AssetNotRegistered, "The asset is not registered.", "asset",
                "a registered asset");
        return isKnown;
    }
}
