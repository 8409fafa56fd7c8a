using System.Text.Json.Nodes;
using JobInterview.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace JobInterview.Api.OpenApi;

public static class OpenApiHosting
{
    /// <summary>The description of the API, made from the endpoints themselves.</summary>
    public static WebApplicationBuilder AddJobInterviewOpenApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi("v1", openApi =>
        {
            openApi.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            openApi.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) is true;
            openApi.AddDocumentTransformer<DescribeProduct>();
            openApi.AddOperationTransformer<DescribeOperation>();
            openApi.AddSchemaTransformer(NameWords);
        });
        return builder;
    }

    private static Task NameWords(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var nullable = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
        if ((nullable ?? context.JsonTypeInfo.Type) is { IsEnum: true } type)
        {
            schema.Type = nullable is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Enum = [.. EnumWords.All(type).Select(word => (JsonNode)JsonValue.Create(word))];
        }

        return Task.CompletedTask;
    }

    /// <summary><c>/openapi/v1.json</c>, and <c>/docs</c> to read it.</summary>
    public static IEndpointRouteBuilder MapJobInterviewOpenApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapScalarApiReference("/docs", (scalar, context) =>
        {
            scalar.WithTitle("JobInterview API").WithOpenApiRoutePattern("/openapi/{documentName}.json").WithNonce(context.CspNonce());
            scalar.DisableDefaultFonts().DisableTelemetry().DisableAgent();
            scalar.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        }).WithMetadata(new WritesItsOwnStyles()).ExcludeFromDescription();
        return routes;
    }
}
