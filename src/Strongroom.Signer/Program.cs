using Strongroom.Cryptography.Secrets;
using Strongroom.Signer.Hosting;

ProcessHardening.Apply();
return await SignerCommands.Run(args);
