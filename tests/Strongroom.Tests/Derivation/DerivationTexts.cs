using Strongroom.Cryptography.Derivation;

namespace Strongroom.Tests.Derivation;

/// <summary>Extended private keys as strings, which the product never makes.</summary>
internal static class DerivationTexts
{
    internal static string Text(this ExtendedPrivateKey key) => key.Text(ExtendedKeyVersion.Mainnet);

    internal static string Text(this ExtendedPrivateKey key, ExtendedKeyVersion version)
    {
        char[] text = new char[ExtendedPrivateKey.TextCharactersMax];
        return new string(text, 0, key.WriteText(version, text));
    }
}
