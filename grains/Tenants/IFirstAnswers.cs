using JobInterview.Tenants;

namespace JobInterview.Grains.Tenants;

/// <summary>The first answers to requests that carry an idempotency key: kept sealed for a day, so that a repeat gets the same one.</summary>
public interface IFirstAnswers
{
    /// <summary>Takes the key for half a minute, or tells why it can not be taken.</summary>
    Task<KeyState> TakeAsync(RequestKey key, ReadOnlyMemory<byte> request, DateTimeOffset now, CancellationToken cancel = default);

    /// <summary>Keeps the answer; what was kept first stays.</summary>
    Task KeepAsync(RequestKey key, int status, ReadOnlyMemory<byte> answer, CancellationToken cancel = default);

    /// <summary>Gives the key back, since there was no answer worth keeping.</summary>
    Task ReleaseAsync(RequestKey key, CancellationToken cancel = default);
}

/// <summary>A key as one caller used it for one route: <paramref name="Hash"/> is over key, method and path.</summary>
public sealed record RequestKey(TenantId Tenant, string Caller, ReadOnlyMemory<byte> Hash);

/// <summary>What is known of a key.</summary>
/// <param name="IsTaken">It is the caller's now: do the work.</param>
/// <param name="IsOther">It was used with another request.</param>
/// <param name="RunningUntil">The first request is running, until then at the latest.</param>
/// <param name="Answer">The first answer.</param>
public sealed record KeyState(bool IsTaken = false, bool IsOther = false, DateTimeOffset? RunningUntil = null, byte[]? Answer = null);
