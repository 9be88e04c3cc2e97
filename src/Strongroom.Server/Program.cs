using Strongroom.Server;

return await CommandLine.RunAsync(args);
