using System.Globalization;

namespace Strongroom.Cli.Demo;

/// <summary>The demo's chain, assets and names.</summary>
internal static class DemoTerms
{
    internal const string Name = "Demo Custody";
    internal const string Chain = "eip155:31337";
    internal const long ChainNumber = 31337;
    internal const long Confirmations = 2;
    internal const string Ether = $"{Chain}/slip44:60";
    internal const int EtherDecimals = 18;
    internal const int TokenDecimals = 6;
    internal const string TokenSymbol = "DUSD";
    internal const string SignerOrigin = "demo.strongroom.example/signer";
    internal const string ServerOrigin = "demo.strongroom.example/server";
    internal const string FirstClient = "Aurora Pension Fund";
    internal const string SecondClient = "Borealis Capital";

    internal static string Token(string address) => $"{Chain}/erc20:{address}";

    /// <summary>
    /// Base units of ether written in units, "0.5"; exact, because the text is only shifted.
    /// </summary>
    internal static string Wei(string units) => BaseUnits(units, EtherDecimals);

    internal static string TokenUnits(string units) => BaseUnits(units, TokenDecimals);

    private static string BaseUnits(string units, int decimals)
    {
        int point = units.IndexOf('.', StringComparison.Ordinal);
        string fraction = point < 0 ? "" : units[(point + 1)..];
        string whole = point < 0 ? units : units[..point];
        string shifted = (whole + fraction.PadRight(decimals, '0')).TrimStart('0');
        return shifted.Length == 0 ? 0.ToString(CultureInfo.InvariantCulture) : shifted;
    }
}
