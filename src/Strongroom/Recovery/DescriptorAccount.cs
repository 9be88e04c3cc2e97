using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;

namespace Strongroom.Recovery;

/// <summary>
/// What is needed to find one account's key again: below which root, by which path, and the address that must
/// come out. The owner is a client, or the house wallet itself.
/// </summary>
public sealed record DescriptorAccount
{
    public required AccountId Account { get; init; }

    public required EthereumAddress Address { get; init; }

    public required ChainId Chain { get; init; }

    public required int Generation { get; init; }

    public required bool IsHouse { get; init; }

    public required ProtectionLevel Level { get; init; }

    public required Uuid7 Owner { get; init; }

    public required string Path { get; init; }

    public required Digest Root { get; init; }

    public required Temperature Temperature { get; init; }

    internal static DescriptorAccount Of(
        Uuid7 owner, bool isHouse, AccountTerms terms, DerivedAddress derived) =>
        new()
        {
            Account = terms.Account,
            Address = derived.Address,
            Chain = terms.Chain,
            Generation = terms.Generation,
            IsHouse = isHouse,
            Level = derived.Level,
            Owner = owner,
            Path = derived.Path,
            Root = derived.Root,
            Temperature = terms.Temperature,
        };

    internal CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("account", Account.ToString()),
        ("address", Address.ToString()),
        ("chain", Chain.ToString()),
        ("generation", Generation),
        ("house", IsHouse),
        ("level", Level.ToText()),
        ("owner", Owner.ToString()),
        ("path", Path),
        ("root", Root.ToString()),
        ("temperature", Temperature.ToText()));

    internal static DescriptorAccount Read(CanonicalObject source, string path, out Refusal? refusal)
    {
        MemberReader read = new(source, path);
        DescriptorAccount account = new()
        {
            Account = new AccountId(read.Id("account")),
            Address = read.Address("address"),
            Chain = read.Chain("chain"),
            Generation = (int)read.Integer("generation", 0, AccountTerms.GenerationMax),
            IsHouse = read.Flag("house"),
            Level = read.Parse<ProtectionLevel>("level", ReadLevel),
            Owner = read.Id("owner"),
            Path = read.Text("path", OverlayTable.KeyLengthMax),
            Root = read.Digest("root"),
            Temperature = read.Parse<Temperature>("temperature", Temperatures.TryParse),
        };
        read.TryEnd(out refusal);
        return account;
    }

    private static bool ReadLevel(
        string text, out ProtectionLevel level,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refusal)
    {
        bool isKnown = ProtectionLevels.TryParse(text, out level);
        refusal = isKnown ? null : JsonRefusals.MalformedValue(null, ProtectionLevels.Accepted);
        return isKnown;
    }
}
