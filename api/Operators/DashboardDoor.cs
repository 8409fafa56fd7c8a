using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using JobInterview.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Operators;

/// <summary>Lets an operator in who comes from this machine and knows the secret; any name will do. After a few wrong ones nobody is let in for a while.</summary>
internal sealed partial class DashboardDoor(IOptions<OperatorDashboardOptions> options, ILogger<DashboardDoor> logger) : IDisposable
{
    private readonly byte[] _secret = Convert.FromHexString(options.Value.SecretSha256!);
    private readonly TokenBucketRateLimiter _mistakes = new(new() { TokenLimit = 10, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromSeconds(6), QueueLimit = 0 });

    public Task OpenAsync(HttpContext http, RequestDelegate inside)
    {
        if (!IsOwnLine(http.Connection))
        {
            return Refuse(http, StatusCodes.Status404NotFound);
        }

        http.Response.Headers.CacheControl = "no-store";
        if (_mistakes.GetStatistics()!.CurrentAvailablePermits == 0)
        {
            http.Response.Headers.RetryAfter = "6";
            return Refuse(http, StatusCodes.Status429TooManyRequests);
        }

        if (SecretOf(http.Request) is { } secret && CryptographicOperations.FixedTimeEquals(SHA256.HashData(secret), _secret))
        {
            return inside(http);
        }

        if (http.Request.Headers.Authorization.Count > 0)
        {
            _mistakes.AttemptAcquire().Dispose();
            LogRefused();
        }

        http.Response.Headers.WWWAuthenticate = "Basic realm=\"operators\", charset=\"UTF-8\"";
        return Refuse(http, StatusCodes.Status401Unauthorized);
    }

    public void Dispose() => _mistakes.Dispose();

    // By the port that the line came in at, which no proxy in front of the product reaches and no header changes.
    private bool IsOwnLine(ConnectionInfo line) =>
        line.LocalPort == options.Value.Port && line is { LocalIpAddress: { } here, RemoteIpAddress: { } there } && IPAddress.IsLoopback(here) && IPAddress.IsLoopback(there);

    private static byte[]? SecretOf(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var said) || !"Basic".Equals(said.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var decoded = new byte[said.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(said.Parameter ?? "", decoded, out var length))
        {
            return null;
        }

        var colon = decoded.AsSpan(0, length).IndexOf((byte)':');
        return colon < 0 ? null : decoded[(colon + 1)..length];
    }

    private static Task Refuse(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Security: a wrong secret at the operators' dashboard")]
    private partial void LogRefused();
}
