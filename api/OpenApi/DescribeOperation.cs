using System.Reflection;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace JobInterview.Api.OpenApi;

/// <summary>Adds what our own conventions do to an operation: its strict body, its refusals, its proof of identity, its paging and its versions.</summary>
internal sealed class DescribeOperation : IOpenApiOperationTransformer
{
    private const string IdPattern = "^[0-9a-f]{32}$";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var types = metadata.OfType<MethodInfo>().SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType).ToHashSet();
        operation.Parameters = [.. (operation.Parameters ?? []).Where(parameter => parameter.In is ParameterLocation.Path or ParameterLocation.Query)];
        DescribeIds(operation);
        AddParameters(operation, context.Description.HttpMethod, context.Description.RelativePath ?? "", types);
        AddSecurity(operation, metadata, context.Document!);
        if (metadata.OfType<JsonBodyMetadata>().FirstOrDefault() is { } body)
        {
            var schema = await NamedAsync(body.Type, context, cancellationToken);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = !body.IsOptional,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } },
            };
        }

        var problem = await NamedAsync(typeof(Problem), context, cancellationToken);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A refusal, with a stable code.",
            Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = new() { Schema = problem } },
        };
    }

    // Said once under its name, and pointed at from every operation.
    private static async Task<IOpenApiSchema> NamedAsync(Type type, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(type.Name) is not true)
        {
            document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancel));
        }

        return new OpenApiSchemaReference(type.Name, document);
    }

    private static void DescribeIds(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
        {
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = IdPattern };
        }
    }

    private static void AddParameters(OpenApiOperation operation, string? method, string path, HashSet<Type> types)
    {
        if (types.Contains(typeof(PageQuery)))
        {
            operation.Parameters!.Add(Query("cursor", new() { Type = JsonSchemaType.String }, "Where to go on: the last page's nextCursor."));
            operation.Parameters.Add(Query("limit", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100" }, "How many at most; 50 without it."));
        }

        if (types.Contains(typeof(IfMatch)))
        {
            operation.Parameters!.Add(Header("If-Match", "The ETag of the version that is changed."));
        }

        if (method == HttpMethods.Post && !ApiPaths.IsRoom("/" + path))
        {
            operation.Parameters!.Add(Header("Idempotency-Key", "Makes a repeat safe: the same key and body get the first answer again, for 24 hours."));
        }
    }

    private static void AddSecurity(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        var requirements = metadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>()
            .Select(policy => Policies.Table.GetValueOrDefault(policy)).OfType<CallerRequirement>().ToArray();
        operation.Security = [.. requirements.SelectMany(requirement => Ways(requirement, document))];
    }

    private static IEnumerable<OpenApiSecurityRequirement> Ways(CallerRequirement requirement, OpenApiDocument document)
    {
        if (requirement.Scope is { } scope)
        {
            yield return new() { [new(DescribeProduct.Client, document)] = [scope] };
        }

        if (requirement.Permission is not null || requirement.AnyMember)
        {
            yield return new() { [new(DescribeProduct.Member, document)] = [] };
        }

        if (requirement.Candidate)
        {
            yield return new() { [new(DescribeProduct.Candidate, document)] = [] };
        }
    }

    private static OpenApiParameter Query(string name, OpenApiSchema schema, string text) =>
        new() { Name = name, In = ParameterLocation.Query, Schema = schema, Description = text };

    private static OpenApiParameter Header(string name, string text) =>
        new() { Name = name, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Description = text };
}
