using JobInterview.Api.Http;
using JobInterview.Silo.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Recordings;

/// <summary>Media as it is served: whole, or a range of it; a range that is not there is refused like everything else.</summary>
/// <param name="insteadAsync">What is answered where a seal does not hold before anything was sent; null where there is nothing else.</param>
internal sealed class RangedMedia(FileStreamHttpResult media, Func<Task<IResult>>? insteadAsync = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        if (!request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Range = default;                  // RFC 9110 §14.2: a unit that is not known is ignored
        }

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
}
