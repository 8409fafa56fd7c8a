using JobInterview.Grains;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Tenants;
using JobInterview.Silo.Keys;
using Microsoft.AspNetCore.Diagnostics;
using Orleans.Runtime;

namespace JobInterview.Api.Http;

/// <summary>What is answered when something was thrown: a refusal where the cause is known, else a 500 that tells nothing.</summary>
internal sealed partial class FailureAnswers(ILogger<FailureAnswers> logger) : IExceptionHandler
{
    private static readonly Refusal Failed = new(RefusalKind.Unavailable, "internal-error", "Something went wrong here. It has been recorded.");

    private static readonly Refusal Broken = new(RefusalKind.Unavailable, "seal-broken", "What is kept here was damaged or changed, and stays closed. The operators have been told.");

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        try
        {
            await (httpContext.RequestAborted.IsCancellationRequested ? Task.CompletedTask : AnswerAsync(httpContext, exception));
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // nobody is left to answer
        }

        return true;
    }

    private Task AnswerAsync(HttpContext http, Exception exception)
    {
        if (RefusalOf(exception) is { } refusal)
        {
            if (refusal.Kind == RefusalKind.Unavailable)
            {
                LogUnavailable(exception.GetType().Name, RequestIds.Of(http));
            }

            return Problem.WriteAsync(http, refusal);
        }

        if (exception is SealBrokenException)
        {
            return WriteFailedAsync(http, Broken);            // whoever found it has raised the alarm
        }

        LogFailed(exception, RequestIds.Of(http));
        return WriteFailedAsync(http, Failed);
    }

    // Cancelled by anyone but the asker: the cluster gave a call up whose time was over before it found its grain a place.
    internal static Refusal? RefusalOf(Exception exception) => exception switch
    {
        RefusedException refused => refused.Refusal,
        BadHttpRequestException bad => RefusalOf(bad),
        ForeignTenantException => Refusals.NotFound,
        JournalUnavailableException or JournalFenceException or TimeoutException or OperationCanceledException or OrleansException => HttpRefusals.Unavailable,
        _ when StorageFaults.IsUnavailable(exception) => HttpRefusals.Unavailable,
        _ => null,
    };

    private static Refusal RefusalOf(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => HttpRefusals.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => HttpRefusals.UnsupportedMediaType,
        StatusCodes.Status408RequestTimeout => HttpRefusals.RequestTimeout,
        _ => HttpRefusals.BadRequest,
    };

    private static Task WriteFailedAsync(HttpContext context, Refusal failed)
    {
        var problem = Problem.Of(context, failed) with { Status = StatusCodes.Status500InternalServerError };
        SecurityHeaders.Apply(context);
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(problem, WireJson.Options, Problem.ContentType);
    }

    [LoggerMessage(LogLevel.Warning, "Request {RequestId} found something unavailable: {Cause}")]
    private partial void LogUnavailable(string cause, string requestId);

    [LoggerMessage(LogLevel.Error, "Request {RequestId} failed")]
    private partial void LogFailed(Exception exception, string requestId);
}
