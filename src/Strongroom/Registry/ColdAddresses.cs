using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>
/// A batch of addresses that a cold Signer derived, one after the other, and its journal key signed
/// (docs/formats/cold.md). The online Signer gives them to cold accounts and never derives one itself.
/// </summary>
public sealed class ColdAddresses
{
    public const string Schema = "strongroom/cold-addresses/v1";
    public const int AddressesMax = 1_000;

    private ColdAddresses(CanonicalObject body) => Body = body;

    public CanonicalObject Body { get; }

    public required Digest Institution { get; init; }

    /// <summary>The cold Signer's origin.</summary>
    public required string Origin { get; init; }

    public required Digest Root { get; init; }

    public required ProtectionLevel Level { get; init; }

    /// <summary>The account index of the first one.</summary>
    public required uint First { get; init; }

    public required IReadOnlyList<EthereumAddress> Addresses { get; init; }

    /// <summary>What the cold Signer's journal key signs.</summary>
    public Digest Hash => HashOf(Body);

    public static Digest HashOf(CanonicalObject body) =>
        Digest.Tagged("strongroom/cold-addresses/v1"u8, body.ToBytes());

    /// <summary>Where the address of an account index is derived, below the root.</summary>
    public static string PathOf(uint index) => AccountPlan.PathOf(index);

    /// <summary>A batch made in code; <see cref="TryParse"/> takes it.</summary>
    public static CanonicalObject Compose(
        Digest institution, ColdSigner signer, ProtectionLevel level,
        IEnumerable<EthereumAddress> addresses) =>
        CanonicalObject.Of(
            ("schema", Schema),
            ("institution", institution.ToString()),
            ("origin", signer.Origin),
            ("root", signer.Root.ToString()),
            ("level", level.ToText()),
            ("first", (long)signer.Pooled),
            ("addresses", CanonicalArray.OfTexts(addresses.Select(address => address.ToString()))));

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out ColdAddresses? batch,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        MemberReader read = new(body);
        read.Require(read.Text("schema") == Schema, JsonRefusals.MalformedValue("schema", Schema));
        ColdAddresses whole = new(body)
        {
            Institution = read.Digest("institution"),
            Origin = read.Text("origin", Intent.ColdSignerRegistration.OriginMax),
            Root = read.Digest("root"),
            Level = read.Parse<ProtectionLevel>("level", ProtectionLevels.TryParse),
            First = (uint)read.Integer("first", 0, AccountPlan.IndexMax - AddressesMax),
            Addresses = read.List<EthereumAddress>("addresses", 1, AddressesMax, TryParseAddress),
        };
        batch = read.TryEnd(out refusal) ? whole : null;
        return batch is not null;
    }

    private static bool TryParseAddress(
        string text, out EthereumAddress address, [NotNullWhen(false)] out Refusal? refusal) =>
        EthereumAddress.TryParse(text, out address, out refusal);
}
