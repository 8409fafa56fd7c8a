using JobInterview.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Recordings;

/// <summary>Media as it is served: whole, or a range of it; a range that is not there is refused like everything else.</summary>
internal sealed class RangedMedia(FileStreamHttpResult media) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        if (!request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Range = default;                  // RFC 9110 §14.2: a unit that is not known is ignored
        }

        await media.ExecuteAsync(httpContext);
        if (response is { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false })
        {
            (response.ContentLength, response.Headers.ContentDisposition) = (null, default);
            await Problem.WriteAsync(httpContext, HttpRefusals.RangeNotSatisfiable);
        }
    }
}
