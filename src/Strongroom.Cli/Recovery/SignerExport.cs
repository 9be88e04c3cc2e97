using System.Globalization;
using Strongroom.Audit;
using Strongroom.Cli.Demo;
using Strongroom.Cli.Http;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// Part after part from the running Signer, on its socket; each is in its journal as an export.
/// </summary>
internal static class SignerExport
{
    internal static async Task<Refusal?> RunAsync(
        string socket, string path, NoteKey journal, ulong next, CancellationToken stop)
    {
        SignerCalls signer = new(socket);
        // The export itself adds leaves to the journal: what was there when it began is enough.
        ulong end = (await signer.GetAsync("v1/status", stop))["size"]!.GetValue<ulong>();
        while (next < end)
        {
            string call = string.Create(CultureInfo.InvariantCulture, $"v1/descriptors/{next}");
            ApiAnswer answer = await signer.AskAsync(call, stop);
            if (!answer.IsSuccess) return answer.ToRefusal();
            byte[] line = answer.Body.ToArray();
            if (!DescriptorPart.TryParse(line, journal, out DescriptorPart? part, out Refusal? refusal))
                return refusal;
            if (part.From != next) return RecoveryRefusals.Gap();
            ExportDescriptors.Append(path, line);
            next = part.To;
        }

        return null;
    }
}
