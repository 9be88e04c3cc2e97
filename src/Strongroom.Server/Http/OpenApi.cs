using Microsoft.OpenApi;

namespace Strongroom.Server.Http;

/// <summary>GET /openapi.json, equal to docs/api/openapi.json by a test.</summary>
internal static class OpenApi
{
    private const string Document = "v1";

    internal static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(Document, options =>
        {
            options.CreateSchemaReferenceId = info => NameOf(info.Type);
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Strongroom",
                    Version = "1",
                    Description = "Calls below /v1 are signed (RFC 9421, Ed25519): see docs/api/README.md.",
                };
                // Where it was read from does not belong into a checked-in document.
                document.Servers?.Clear();
                return Task.CompletedTask;
            });
        });

    internal static void Map(IEndpointRouteBuilder app) => app.MapOpenApi("/openapi.json");

    // Nested inputs and outputs are named after their use case; lists after what they hold.
    private static string? NameOf(Type type)
    {
        if (type.Namespace?.StartsWith("Strongroom", StringComparison.Ordinal) != true) return null;
        if (type.IsGenericType) return "ListOf" + NameOf(type.GenericTypeArguments[0]);
        return type.DeclaringType is { } owner ? owner.Name + type.Name : type.Name;
    }
}
