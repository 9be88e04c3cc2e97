using System.Globalization;
using System.Text;

namespace Strongroom.Chains.Ethereum;

/// <summary>EIP-191, version 0x45: what <c>personal_sign</c> signs.</summary>
public static class PersonalMessage
{
    /// <summary>keccak("\x19Ethereum Signed Message:\n" ‖ decimal length ‖ message).</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> message)
    {
        string length = message.Length.ToString(CultureInfo.InvariantCulture);
        byte[] prefix = Encoding.ASCII.GetBytes("\u0019Ethereum Signed Message:\n" + length);
        return Hash32.Keccak([.. prefix, .. message]);
    }
}
