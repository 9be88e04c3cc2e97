using System.CommandLine;
using Strongroom.Cli;
using Strongroom.Cli.Audit;
using Strongroom.Cli.Demo;
using Strongroom.Cli.Http;
using Strongroom.Cli.Intents;
using Strongroom.Cli.Roster;
using Strongroom.Cli.Station;

RootCommand root = new("Strongroom: custody of digital assets, with a signer that decides for itself");
root.Subcommands.Add(IntentCommand.Build());
root.Subcommands.Add(StatementCommand.Build());
root.Subcommands.Add(KeysCommand.Build());
root.Subcommands.Add(FoundingCommand.Build());
root.Subcommands.Add(LogCommand.Build());
root.Subcommands.Add(RunWitness.Build());
root.Subcommands.Add(StationCommand.Build());
root.Subcommands.Add(ApiCommand.Build());
root.Subcommands.Add(RunDemo.Build());
root.Subcommands.Add(RunUp.Build());
// Programs that the demo started are stopped in order after Ctrl-C; that takes a moment.
InvocationConfiguration invocation = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) };
return await root.Parse(args).InvokeAsync(invocation);
