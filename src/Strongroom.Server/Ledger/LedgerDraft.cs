using System.Security.Cryptography;
using System.Text;
using Strongroom.Assets;

namespace Strongroom.Server.Ledger;

/// <summary>
/// A transfer to be opened. Its id follows from what it is for, so that it is opened at most once.
/// </summary>
internal sealed record LedgerDraft(
    LedgerSlot Debit, LedgerSlot Credit, Amount Amount, string Reason, Guid Subject)
{
    internal Guid Id => IdOf(Subject, Reason);

    /// <summary>A UUID of version 8 (RFC 9562 section 5.8) over subject and reason.</summary>
    internal static Guid IdOf(Guid subject, string reason)
    {
        byte[] hash =
            SHA256.HashData(Encoding.UTF8.GetBytes($"strongroom/transfer/{subject:D}/{reason}"))[..16];
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
