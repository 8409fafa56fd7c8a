namespace JobInterview.Api.Http;

/// <summary>Turns what a page threw into a bare status, for which the pages have a page of their own.</summary>
internal sealed partial class PageFailures(RequestDelegate next, ILogger<PageFailures> logger)
{
    public Task InvokeAsync(HttpContext context) => ApiPaths.IsForPrograms(context.Request.Path) ? next(context) : CatchAsync(context);

    private async Task CatchAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception thrown) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var refusal = FailureAnswers.RefusalOf(thrown);
            if (refusal is null)
            {
                LogFailed(thrown, RequestIds.Of(context));
            }

            context.Response.Clear();
            SecurityHeaders.Apply(context);
            context.Response.StatusCode = refusal is null ? StatusCodes.Status500InternalServerError : Problem.StatusOf(refusal);
        }
    }

    [LoggerMessage(LogLevel.Error, "The page of request {RequestId} failed")]
    private partial void LogFailed(Exception exception, string requestId);
}
