using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace JobInterview.Api.OpenApi;

/// <summary>Says what the API is, where it is, and how a caller proves who it is.</summary>
internal sealed class DescribeProduct(PublicAddress address) : IOpenApiDocumentTransformer
{
    public const string Client = "client";
    public const string Member = "member";
    public const string Candidate = "room";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "JobInterview",
            Version = "1",
            Description = "Structured interviews: plans, invitations, the candidate's room, transcripts and suggestions whose quotes are verified. "
                + "Errors are problem documents (RFC 9457) with a stable `code`. Ids are opaque strings. Lists go on with `nextCursor`.",
        };
        document.Servers = [new() { Url = address.Url.ToString().TrimEnd('/') }];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Client] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "A program of a company: client credentials, five-minute tokens.",
                Flows = new()
                {
                    ClientCredentials = new() { TokenUrl = new(address.Link("connect/token")), Scopes = Scopes.All.ToDictionary(scope => scope, Describe) },
                },
            },
            [Member] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = address.Cookie("ji"),
                Description = "A signed-in member of the company.",
            },
            [Candidate] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The candidate's room token.",
            },
        };
        return Task.CompletedTask;
    }

    private static string Describe(string scope) => scope.Split(':') is [var resource, var verb] ? $"{char.ToUpperInvariant(verb[0])}{verb[1..]} {resource}" : scope;
}
