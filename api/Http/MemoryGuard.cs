using JobInterview.Silo.Hosting;

namespace JobInterview.Api.Http;

/// <summary>Takes no request, health apart, while the memory of this process is full: what runs already needs the rest.</summary>
internal sealed class MemoryGuard(RequestDelegate next, MemoryWatch memory)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!memory.IsFull || context.Request.Path.StartsWithSegments("/health"))
        {
            return next(context);
        }

        context.Response.Headers.Connection = "close";        // neither its body nor its line is kept
        return Problem.WriteAsync(context, HttpRefusals.Unavailable);
    }
}
