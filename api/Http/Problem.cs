using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using JobInterview.Grains;

namespace JobInterview.Api.Http;

/// <summary>The one shape of every error (RFC 9457), without <c>instance</c> and without anything the request named.</summary>
/// <param name="Type">A stable URI per <paramref name="Code"/>.</param>
/// <param name="Title">A sentence for people, the same for every occurrence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="RequestId">What to tell support.</param>
/// <param name="Errors">The members of the input that were refused.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Code, string RequestId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Fault>? Errors)
{
    internal const string ContentType = MediaTypeNames.Application.ProblemJson;

    /// <summary>The document for a refusal, with the status that its kind or its code has.</summary>
    public static Problem Of(HttpContext context, Refusal refusal) => new(
        $"urn:jobinterview:problem:{refusal.Code}", refusal.Text, StatusOf(refusal), refusal.Code, RequestIds.Of(context),
        refusal.Faults is { Length: > 0 } faults ? faults : null);

    internal static int StatusOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Malformed => Malformed(refusal.Code),
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.Conflict => refusal.Code == HttpRefusals.LimitCode ? StatusCodes.Status429TooManyRequests : StatusCodes.Status409Conflict,
        RefusalKind.PreconditionFailed => refusal.Code == HttpRefusals.PreconditionRequired.Code
            ? StatusCodes.Status428PreconditionRequired
            : StatusCodes.Status412PreconditionFailed,
        RefusalKind.Gone => StatusCodes.Status410Gone,
        _ when refusal.Code == "storage-full" => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    // HTTP tells apart what the domain does not: the ways in which a request can be unreadable.
    private static int Malformed(string code) => code switch
    {
        "too-large" => StatusCodes.Status413PayloadTooLarge,
        "unsupported-media-type" => StatusCodes.Status415UnsupportedMediaType,
        "method-not-allowed" => StatusCodes.Status405MethodNotAllowed,
        "range-not-satisfiable" => StatusCodes.Status416RangeNotSatisfiable,
        "request-timeout" => StatusCodes.Status408RequestTimeout,
        "checksum-mismatch" => 460,                            // tus 1.0.0
        _ => StatusCodes.Status400BadRequest,
    };

    internal static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var problem = Of(context, refusal);
        SecurityHeaders.Apply(context);
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (problem.Status == StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = "2";
        }

        if (problem.Status == StatusCodes.Status413PayloadTooLarge)
        {
            response.Headers.Connection = "close";             // what was not read is not waited for
        }

        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : JsonSerializer.SerializeAsync(response.Body, problem, WireJson.Options, context.RequestAborted);
    }
}
