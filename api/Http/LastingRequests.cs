namespace JobInterview.Api.Http;

/// <summary>Ends what lasts when the process is told to go, as if its client had left: that one goes on with another process, and the hand-over of what lives in this one waits for nobody.</summary>
internal sealed class LastingRequests(RequestDelegate next, IHostApplicationLifetime process)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Lasting>() is null)
        {
            await next(context);
            return;
        }

        using var left = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, process.ApplicationStopping);
        context.RequestAborted = left.Token;
        await next(context);
    }
}

/// <summary>On a route whose request lasts as long as an interview, or as a person's line is slow.</summary>
internal sealed class Lasting
{
    public static readonly Lasting Mark = new();
}
