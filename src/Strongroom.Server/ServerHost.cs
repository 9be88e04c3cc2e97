using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Strongroom.Exposure;
using Strongroom.Server.Attestations;
using Strongroom.Server.Audit;
using Strongroom.Server.Chains;
using Strongroom.Server.Clients;
using Strongroom.Server.Cold;
using Strongroom.Server.Deposits;
using Strongroom.Server.Exposure;
using Strongroom.Server.Http;
using Strongroom.Server.Intents;
using Strongroom.Server.Ledger;
using Strongroom.Server.Policies;
using Strongroom.Server.Storage;
using Strongroom.Server.Wallets;
using Strongroom.Server.Withdrawals;

namespace Strongroom.Server;

/// <summary>Puts the Server together: one list of parts, one list of jobs, one list of routes.</summary>
internal static class ServerHost
{
    private const int RequestsPerSecondMax = 500;

    internal static WebApplication Build(ServerConfig config, Database database, TimeProvider clock)
    {
        // Named, because the API document carries the name whoever hosts it.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = "Strongroom.Server" });
        builder.Logging.ClearProviders().AddSimpleConsole(options => options.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = RequestBody.BytesMax;
            X509Certificate2 certificate =
                X509Certificate2.CreateFromPemFile(config.CertificateFile, config.CertificateKeyFile);
            IPAddress address = IPAddress.TryParse(config.Listen.Host, out IPAddress? parsed) ? parsed
                : IPAddress.Loopback;
            options.Listen(address, config.Listen.Port, listen => listen.UseHttps(certificate));
        });
        builder.Services.AddSingleton(clock);
        AddParts(builder.Services, config, database);
        AddJobs(builder.Services);
        WebApplication app = builder.Build();
        Use(app);
        return app;
    }

    private static void AddParts(IServiceCollection services, ServerConfig config, Database database)
    {
        services.AddSingleton(config).AddSingleton(database);
        services.AddSingleton(SignerAddress.Open(config.Signer, config.SignerLink));
        services.AddSingleton<SignerClient>();
        services.AddSingleton(_ => LogKey.Open(config.LogKeyFile, config.LogOrigin));
        services.AddSingleton(new LogFolder(config.LogFolder));
        services.AddSingleton(provider =>
            new ChainNodes(config.Chains, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ActivityLog>().AddSingleton<FeeEstimate>().AddSingleton<Metrics>();
        services.AddSingleton<IntentTable>().AddSingleton<EffectTable>().AddSingleton<PreviewPolicy>();
        services.AddSingleton<AttestationShelf>().AddSingleton<StatementIntake>().AddSingleton<StationRoutes>();
        services.AddSingleton<RegisterClient>().AddSingleton<OpenWallet>().AddSingleton<MovementIntake>();
        services.AddSingleton<RequestWithdrawal>().AddSingleton<RequestInternalMove>();
        services.AddSingleton<MovementTable>().AddSingleton<Settlement>().AddSingleton<MovementSigner>();
        services.AddSingleton<MovementDesk>().AddSingleton<ReceiptCheck>().AddSingleton<ChainView>();
        services.AddSingleton<DepositTable>().AddSingleton<Reconcile>();
        services.AddSingleton<RegistryWatch>().AddHostedService(Find<RegistryWatch>);
        services.AddSingleton<Sequencer>().AddHostedService(Find<Sequencer>);
        services.AddSingleton<ChainFollower>().AddHostedService(Find<ChainFollower>);
        services.AddSingleton<JobRunner>().AddHostedService(Find<JobRunner>);
        services.AddSingleton<SecretTally>();
        services.AddSingleton<RecordSecrets>().AddHostedService(Find<RecordSecrets>);
        services.AddSingleton<NonceSweep>().AddHostedService(Find<NonceSweep>);
        services.ConfigureHttpJsonOptions(options => BeStrict(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddCors(options => options.AddPolicy(StationRoutes.CorsPolicy, policy =>
            policy.WithOrigins(config.StationOrigin).WithMethods("GET", "POST").WithHeaders("Content-Type")));
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = Limiter();
            options.OnRejected = async (context, _) => await Answer.Refused(new Refusal(
                HttpRefusal.TooManyRequests, "Too many calls from this address.", null,
                $"{RequestsPerSecondMax} calls a second")).ExecuteAsync(context.HttpContext);
        });
        services.AddApiDocument();
    }

    private static void AddJobs(IServiceCollection services)
    {
        services.AddSingleton<RegisterIntent>().AddSingleton<DeliverStatement>().AddSingleton<ExpireIntent>();
        services.AddSingleton<FollowIntent>().AddSingleton<AwaitFacts>().AddSingleton<SignMovement>()
            .AddSingleton<BroadcastMovement>().AddSingleton<ConfirmMovement>();
        void Handle<T>(string kind, Func<T, Func<string, CancellationToken, Task<JobOutcome>>> run)
            where T : notnull =>
            services.AddSingleton(provider => new JobHandler(kind, run(provider.GetRequiredService<T>())));
        Handle<RegisterIntent>(RegisterIntent.Job, job => job.RunAsync);
        Handle<RegisterIntent>(RegisterIntent.EffectJob, job => job.RunEffectAsync);
        Handle<AwaitFacts>(AwaitFacts.Job, job => job.RunAsync);
        Handle<DeliverStatement>(DeliverStatement.Job, job => job.RunAsync);
        Handle<ExpireIntent>(IntentTable.ExpireJob, job => job.RunAsync);
        Handle<FollowIntent>(IntentTable.FollowJob, job => job.RunAsync);
        Handle<SignMovement>(SignMovement.Job, job => job.RunAsync);
        Handle<BroadcastMovement>(BroadcastMovement.Job, job => job.RunAsync);
        Handle<ConfirmMovement>(ConfirmMovement.Job, job => job.RunAsync);
        Handle<Reconcile>(Reconcile.Job, job => job.RunAsync);
    }

    private static void Use(WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseFailures();
        app.UseProblemsForStatus();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseCors();
        app.UseMiddleware<SecretGuard>();
        app.UseMiddleware<Authentication>();
        Health.Map(app);
        Metrics.Map(app);
        OpenApi.Map(app);
        ShowJobs.Map(app);
        RegisterClient.Map(app);
        ShowClients.Map(app);
        OpenWallet.Map(app);
        ShowWallets.Map(app);
        SubmitIntent.Map(app);
        ShowIntents.Map(app);
        AddStatement.Map(app);
        AddAttestation.Map(app);
        StationRoutes.Map(app);
        RequestWithdrawal.Map(app);
        RequestInternalMove.Map(app);
        CarryCold.Map(app);
        ShowPairs.Map(app);
        ShowWithdrawals.Map(app);
        ShowDeposits.Map(app);
        ShowPositions.Map(app);
        Reconcile.Map(app);
        ServeLog.Map(app);
    }

    // The framework's own options are lenient; a context does not bring its settings along.
    private static void BeStrict(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.PropertyNameCaseInsensitive = false;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
    }

    internal static PartitionedRateLimiter<HttpContext> Limiter() =>
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(
            http => RateLimitPartition.GetTokenBucketLimiter(
            http.Connection.RemoteIpAddress ?? IPAddress.None,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = RequestsPerSecondMax,
                TokensPerPeriod = RequestsPerSecondMax,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }));

    private static T Find<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
