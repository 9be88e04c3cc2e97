using System.Collections.Frozen;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Http;

/// <summary>
/// The one table from refusal codes to HTTP statuses. What is not listed was understood and is refused on its
/// merits: 422.
/// </summary>
internal static class StatusTable
{
    private static readonly FrozenDictionary<string, int> Exact =
        new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [SignerRefusal.BodyMalformed] = StatusCodes.Status400BadRequest,
        [SignerRefusal.BodyTooLarge] = StatusCodes.Status413PayloadTooLarge,
        [SignerRefusal.ClockDiffers] = StatusCodes.Status503ServiceUnavailable,
        [SignerRefusal.ClockJumped] = StatusCodes.Status503ServiceUnavailable,
        [SignerRefusal.JournalBehindWitness] = StatusCodes.Status503ServiceUnavailable,
        [SignerRefusal.JournalForked] = StatusCodes.Status503ServiceUnavailable,
        [SignerRefusal.KeystoreAbsent] = StatusCodes.Status503ServiceUnavailable,
        [SignerRefusal.MethodUnknown] = StatusCodes.Status405MethodNotAllowed,
        [SignerRefusal.NotActivated] = StatusCodes.Status503ServiceUnavailable,
        [SignerRefusal.NotFound] = StatusCodes.Status404NotFound,
        [SignerRefusal.NotWitnessed] = StatusCodes.Status503ServiceUnavailable,
        [SignerRefusal.TokenUnavailable] = StatusCodes.Status503ServiceUnavailable,
        [SignerRefusal.RouteUnknown] = StatusCodes.Status404NotFound,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static int StatusOf(string code)
    {
        if (Exact.TryGetValue(code, out int status)) return status;
        return code.StartsWith("json.", StringComparison.Ordinal)
            ? StatusCodes.Status400BadRequest
            : StatusCodes.Status422UnprocessableEntity;
    }
}
