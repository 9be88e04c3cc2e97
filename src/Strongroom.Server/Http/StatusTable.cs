using System.Collections.Frozen;
using Strongroom.Server.Intents;
using Strongroom.Server.Ledger;
using Strongroom.Server.Wallets;

namespace Strongroom.Server.Http;

/// <summary>
/// The one table from refusal codes to HTTP statuses. What is not listed was understood and is refused on its
/// merits: 422.
/// </summary>
internal static class StatusTable
{
    private static readonly FrozenDictionary<string, int> s_exact =
        new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [HttpRefusal.BodyMalformed] = StatusCodes.Status400BadRequest,
        [HttpRefusal.BodyTooLarge] = StatusCodes.Status413PayloadTooLarge,
        [HttpRefusal.CursorMalformed] = StatusCodes.Status400BadRequest,
        [HttpRefusal.DigestDiffers] = StatusCodes.Status400BadRequest,
        [HttpRefusal.IdempotencyKeyAbsent] = StatusCodes.Status400BadRequest,
        [HttpRefusal.LimitOutOfRange] = StatusCodes.Status400BadRequest,
        [HttpRefusal.MethodUnknown] = StatusCodes.Status405MethodNotAllowed,
        [HttpRefusal.NotFound] = StatusCodes.Status404NotFound,
        [HttpRefusal.NonceReused] = StatusCodes.Status401Unauthorized,
        [HttpRefusal.ScopeAbsent] = StatusCodes.Status403Forbidden,
        [HttpRefusal.SignatureAbsent] = StatusCodes.Status401Unauthorized,
        [HttpRefusal.SignatureIncomplete] = StatusCodes.Status401Unauthorized,
        [HttpRefusal.SignatureMalformed] = StatusCodes.Status401Unauthorized,
        [HttpRefusal.SignatureStale] = StatusCodes.Status401Unauthorized,
        [HttpRefusal.SignatureWrong] = StatusCodes.Status401Unauthorized,
        [HttpRefusal.StorageUnavailable] = StatusCodes.Status503ServiceUnavailable,
        [HttpRefusal.TooManyRequests] = StatusCodes.Status429TooManyRequests,
        [HttpRefusal.ValueMalformed] = StatusCodes.Status400BadRequest,
        [IntentsRefusal.SignerUnreachable] = StatusCodes.Status503ServiceUnavailable,
        [IntentsRefusal.TicketUnknown] = StatusCodes.Status404NotFound,
        [LedgerCallRefusal.NeverReconciled] = StatusCodes.Status404NotFound,
        [WalletRefusal.AccountNotReady] = StatusCodes.Status409Conflict,
        [WalletRefusal.ClientNotActive] = StatusCodes.Status409Conflict,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static int StatusOf(string code)
    {
        if (s_exact.TryGetValue(code, out int status)) return status;
        return code.StartsWith("json.", StringComparison.Ordinal)
            ? StatusCodes.Status400BadRequest
            : StatusCodes.Status422UnprocessableEntity;
    }
}
