using JobInterview.Grains;

namespace JobInterview.Api.Http;

/// <summary>What holds for every answer: its headers, and a problem document where a program would get a bare status.</summary>
internal sealed class AnswerRules(RequestDelegate next)
{
    private static readonly Func<object, Task> FinishPage = static state => { Finish((HttpContext)state); return Task.CompletedTask; };

    public Task InvokeAsync(HttpContext context)
    {
        SecurityHeaders.Apply(context);
        if (!ApiPaths.IsForPrograms(context.Request.Path))
        {
            context.Response.OnStarting(FinishPage, context);
            return next(context);
        }

        context.Response.Headers.CacheControl = "no-store";
        return AnswerAsync(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        await next(context);
        var response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null && response.ContentLength is null
            && RefusalOf(response.StatusCode) is { } refusal)
        {
            await Problem.WriteAsync(context, refusal);
        }
    }

    private static Refusal? RefusalOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => HttpRefusals.BadRequest,
        StatusCodes.Status401Unauthorized => HttpRefusals.Unauthenticated,
        StatusCodes.Status403Forbidden => HttpRefusals.Forbidden,
        StatusCodes.Status404NotFound => Refusals.NotFound,
        StatusCodes.Status405MethodNotAllowed => HttpRefusals.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => HttpRefusals.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => HttpRefusals.UnsupportedMediaType,
        StatusCodes.Status503ServiceUnavailable => HttpRefusals.Unavailable,
        _ => null,
    };

    private static void Finish(HttpContext context)
    {
        var response = context.Response;
        if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
        {
            SecurityHeaders.ApplyToPage(context);
        }

        if (context.User.Identity?.IsAuthenticated == true && response.Headers.CacheControl.Count == 0)
        {
            response.Headers.CacheControl = "no-store";
        }
    }
}
