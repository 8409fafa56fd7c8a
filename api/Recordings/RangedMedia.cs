using System.Text.RegularExpressions;
using JobInterview.Api.Http;
using JobInterview.Silo.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace JobInterview.Api.Recordings;

/// <summary>Media as it is served: whole, or a range of it; a range that is not there is refused like everything else.</summary>
/// <param name="insteadAsync">What is answered where a seal does not hold before anything was sent; null where there is nothing else.</param>
internal sealed partial class RangedMedia(FileStreamHttpResult media, Func<Task<IResult>>? insteadAsync = null) : IResult
{
    private const string BeyondAny = "999999999999999999";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var range = request.Headers.Range.ToString();

        // RFC 9110 §14.2: a range is part of GET alone, and a unit that is not known is ignored. A number that no recording reaches is beyond its end, however long it is.
        request.Headers.Range = HttpMethods.IsGet(request.Method) && range.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)
            ? TooLong().Replace(range, BeyondAny) : default(StringValues);

        try
        {
            await media.ExecuteAsync(httpContext);
        }
        catch (SealBrokenException) when (insteadAsync is not null && !response.HasStarted)
        {
            response.StatusCode = StatusCodes.Status200OK;
            (response.ContentLength, response.Headers.ContentRange, response.Headers.ETag) = (null, default, default);
            await (await insteadAsync()).ExecuteAsync(httpContext);
            return;
        }

        if (response is { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false })
        {
            (response.ContentLength, response.Headers.ContentDisposition) = (null, default);
            await Problem.WriteAsync(httpContext, HttpRefusals.RangeNotSatisfiable);
        }
    }

    [GeneratedRegex("[0-9]{19,}", RegexOptions.NonBacktracking)]
    private static partial Regex TooLong();
}
