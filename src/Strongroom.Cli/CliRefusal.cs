namespace Strongroom.Cli;

/// <summary>What the command line itself refuses (docs/formats/refusals.md).</summary>
internal static class CliRefusal
{
    public const string Certificate = "cli.certificate";
    public const string Custodian = "cli.custodian";
    public const string Frames = "cli.frames";
    public const string KeyFile = "cli.key-file";
    public const string Mechanisms = "cli.mechanisms";
    public const string Node = "cli.node";
    public const string PinFile = "cli.pin-file";
    public const string Profile = "cli.profile";
    public const string ProgramMissing = "cli.program-missing";
    public const string Signer = "cli.signer";
    public const string MixedInstitutions = "cli.mixed-institutions";
    public const string UnlockFile = "cli.unlock-file";
}
