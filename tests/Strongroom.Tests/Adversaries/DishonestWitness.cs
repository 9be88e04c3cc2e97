using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Strongroom.Audit;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// A witness whose operator is the adversary: on the socket of a real one, which was stopped, it answers whatever the
/// test says, and keeps what it was asked.
/// </summary>
internal sealed class DishonestWitness : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly List<AddCheckpointRequest> asked = [];
    private readonly Lock gate = new();

    private DishonestWitness(string socket, Func<AddCheckpointRequest, (int Status, string Body)> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        application = builder.Build();
        application.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            AddCheckpointRequest.TryParse(body.ToArray(), out AddCheckpointRequest? request, out _).ShouldBeTrue();
            lock (gate) asked.Add(request!);
            (int status, string text) = answer(request!);
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(text);
        });
    }

    internal int Asked
    {
        get
        {
            lock (gate) return asked.Count;
        }
    }

    internal static async Task<DishonestWitness> StartAsync(
        string socket, Func<AddCheckpointRequest, (int Status, string Body)> answer)
    {
        File.Delete(socket);
        DishonestWitness witness = new(socket, answer);
        await witness.application.StartAsync();
        return witness;
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();
}
