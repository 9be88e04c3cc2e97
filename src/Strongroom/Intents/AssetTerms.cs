using System.Buffers;
using Strongroom.Assets;

namespace Strongroom.Intents;

/// <summary>An asset as a registration gives it: what a Signer needs to show amounts in units.</summary>
public sealed record AssetTerms
{
    public const int DecimalsMax = 77;
    public const int SymbolCharactersMax = 16;

    private static readonly SearchValues<char> SymbolCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.");

    internal AssetTerms(ref MemberReader read)
    {
        Asset = read.Asset("asset");
        Decimals = (int)read.Integer("decimals", 0, DecimalsMax);
        Symbol = read.Text("symbol", SymbolCharactersMax);
        bool isSymbol = !Symbol.AsSpan().ContainsAnyExcept(SymbolCharacters);
        read.Require(isSymbol, JsonRefusals.MalformedValue(read.PathOf("symbol"), "1 to 16 of A-Z a-z 0-9 ."));
    }

    public AssetId Asset { get; }

    public int Decimals { get; }

    public string Symbol { get; }
}
