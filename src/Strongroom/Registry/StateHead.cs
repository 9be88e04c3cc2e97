using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>The small part of the state as canonical JSON (docs/formats/snapshot.md, "head").</summary>
internal static class StateHead
{
    private const string Schema = "strongroom/head/v1";
    private const int BytesMax = 1 << 30;
    private const int ItemsMax = 1 << 20;

    internal static CanonicalObject Write(State state) => CanonicalObject.Of(
        ("schema", Schema),
        ("institution", state.Institution.ToString()),
        ("founding", state.Founding.Body),
        ("people", state.Roster.ToCanonical()),
        ("attestors", state.Roster.AttestorsToCanonical()),
        ("policy", state.Policy.Source),
        ("chains", CanonicalArray.OfObjects(state.Chains.Select(Write))),
        ("assets", CanonicalArray.OfObjects(state.Assets.Select(Write))),
        ("windows", WindowsText.Write(state.Windows, RollingWindows.MinuteOf(state.Time))),
        ("size", (long)state.Size),
        ("time", state.Time.ToString()),
        ("frozenAt", state.FrozenAt is { } index ? (CanonicalValue)(long)index : default),
        ("unfrozenAt", state.UnfrozenAt?.ToString()),
        ("nextAccountIndex", (long)state.NextAccountIndex),
        ("roots", CanonicalArray.OfObjects(state.Roots.Select(root => root.ToObject()))),
        ("governance", state.Governance.ToObject()),
        ("coldSigners", CanonicalArray.OfObjects(state.ColdSigners.Select(signer => signer.ToObject()))));

    internal static bool TryRead(
        ReadOnlySpan<byte> bytes,
        IStateTable pages,
        [NotNullWhen(true)] out State? state,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        state = null;
        if (!CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? head, out refusal)) return false;
        MemberReader read = new(head);
        bool isSchema = read.Text("schema") == Schema;
        read.Require(isSchema, JsonRefusals.MalformedValue("schema", Schema));
        Digest institution = read.Digest("institution");
        CanonicalObject foundingBody = read.Object("founding");
        CanonicalObject[] people = read.Objects("people", 1, ItemsMax);
        CanonicalObject[] attestors =
            read.Has("attestors") ? read.Objects("attestors", 1, RosterState.AttestorsMax) : [];
        CanonicalObject policyBody = read.Object("policy");
        if (!read.IsRight) return read.TryEnd(out refusal);
        if (!SignedFounding.TryParse(foundingBody, out SignedFounding? founding, out refusal)) return false;
        if (!RosterState.TryParse(people, attestors, out RosterState? roster, out refusal)) return false;
        if (!Policy.TryParse(policyBody, out Policy? policy, out refusal)) return false;
        State opened = new(institution, founding, roster, policy, new OverlayTable(pages))
        {
            Size = (ulong)read.Integer("size", 1, CanonicalJson.IntegerMax),
            Time = read.Time("time"),
            FrozenAt = read.Has("frozenAt") ? (ulong)read.Integer(
                "frozenAt", 1, CanonicalJson.IntegerMax) : null,
            UnfrozenAt = read.Has("unfrozenAt") ? read.Time("unfrozenAt") : null,
            NextAccountIndex = (uint)read.Integer("nextAccountIndex", 0, uint.MaxValue),
            Governance = GovernanceMark.Read(ref read, "governance"),
        };
        ReadEntries(ref read, opened);
        ReadRoots(ref read, opened);
        foreach (CanonicalObject body in read.Objects("coldSigners", 0, ColdSigner.SignersMax))
        {
            MemberReader one = new(body, "coldSigners");
            ColdSigner signer = ColdSigner.Read(ref one);
            if (one.TryEnd(out Refusal? wrong)) opened.Put(signer);
            read.Keep(wrong);
        }

        WindowsText.Read(ref read, opened.Windows);
        if (!read.TryEnd(out refusal)) return false;
        state = opened;
        return true;
    }

    private static void ReadEntries(ref MemberReader read, State state)
    {
        foreach (CanonicalObject body in read.Objects("chains", 0, ItemsMax))
        {
            MemberReader one = new(body, "chains");
            ChainEntry chain = new(
                one.Chain("chain"),
                one.Text("name"),
                (int)one.Integer("confirmations", 1, int.MaxValue),
                one.Asset("native"));
            if (one.TryEnd(out Refusal? wrong)) state.Put(chain);
            read.Keep(wrong);
        }

        foreach (CanonicalObject body in read.Objects("assets", 0, ItemsMax))
        {
            MemberReader one = new(body, "assets");
            AssetEntry asset = new(
                one.Asset("asset"),
                (int)one.Integer("decimals", 0, AssetTerms.DecimalsMax),
                one.Text("name"),
                one.Text("symbol"));
            if (one.TryEnd(out Refusal? wrong)) state.Put(asset);
            read.Keep(wrong);
        }
    }

    private static void ReadRoots(ref MemberReader read, State state)
    {
        foreach (CanonicalObject body in read.Objects("roots", 0, ItemsMax))
        {
            if (RootRecord.Read(body, "roots", out Refusal? wrong) is { } root) state.Put(root);
            read.Keep(wrong);
        }
    }

    private static CanonicalObject Write(ChainEntry chain) => CanonicalObject.Of(
        ("chain", chain.Chain.ToString()),
        ("name", chain.Name),
        ("confirmations", chain.Confirmations),
        ("native", chain.Native.ToString()));

    private static CanonicalObject Write(AssetEntry asset) => CanonicalObject.Of(
        ("asset", asset.Asset.ToString()),
        ("decimals", asset.Decimals),
        ("name", asset.Name),
        ("symbol", asset.Symbol));
}
