using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Activation;

/// <summary>
/// <c>activation show --signer URL --signer-pin PIN [--json]</c>: who gave a share since the start.
/// </summary>
internal static class ShowActivation
{
    internal static readonly string[] Shown = ["activated", "threshold", "custodians", "given", "build"];

    internal static Command Build()
    {
        Command command = new("show", "Show whether a Signer's keys are unlocked, and whose shares it has");
        command.Options.Add(SignerDoor.AddressOption());
        command.Options.Add(SignerDoor.PinOption());
        command.Options.Add(Answer.JsonOption());
        command.SetAction((parsed, stop) => Answer.RunAsync(() => SignerDoor.RunAsync(
            parsed, door => door.GetAsync("v1/activation", stop), Shown)));
        return command;
    }
}
