using JobInterview.Grains;

namespace JobInterview.Api.Http;

/// <summary>The refusals that belong to HTTP and not to the domain.</summary>
public static class HttpRefusals
{
    internal const string LimitCode = "too-many-requests";

    /// <summary>The request is not JSON, or JSON that ends too early, is nested too deep or is not Unicode.</summary>
    public static readonly Refusal MalformedJson = Malformed("malformed-json", "The body is not readable JSON.");

    /// <summary>Only <c>application/json</c> in UTF-8 is read here.</summary>
    public static readonly Refusal UnsupportedMediaType = Malformed("unsupported-media-type", "This content type is not accepted here.");

    /// <summary>The body is bigger than this route takes.</summary>
    public static readonly Refusal TooLarge = Malformed("too-large", "The body is too large.");

    /// <summary>The request could not be read.</summary>
    public static readonly Refusal BadRequest = Malformed("bad-request", "The request can not be read.");

    /// <summary>A part of the request took too long to arrive.</summary>
    public static readonly Refusal RequestTimeout = Malformed("request-timeout", "The request took too long to arrive.");

    /// <summary>Nothing is at the range that was asked for; <c>Content-Range</c> says how much there is.</summary>
    public static readonly Refusal RangeNotSatisfiable = Malformed("range-not-satisfiable", "There is nothing in this range.");

    /// <summary>The address exists, but not for this method.</summary>
    public static readonly Refusal MethodNotAllowed = Malformed("method-not-allowed", "This method is not available here.");

    /// <summary>The cursor was not made for this list, or is damaged.</summary>
    public static readonly Refusal BadCursor = Malformed("bad-cursor", "This cursor does not belong to this list.");

    /// <summary><c>limit</c> is a whole number from 1 to 100.</summary>
    public static readonly Refusal BadLimit = Malformed("bad-limit", "The limit is a whole number from 1 to 100.");

    /// <summary>A change must say which version it changes.</summary>
    public static readonly Refusal PreconditionRequired =
        new(RefusalKind.PreconditionFailed, "precondition-required", "Send If-Match with the version that you read.");

    /// <summary>No valid token and no signed-in member.</summary>
    public static readonly Refusal Unauthenticated = new(RefusalKind.Unauthenticated, "unauthenticated", "Sign in, or send a valid token.");

    /// <summary>The caller is known, but may not do this.</summary>
    public static readonly Refusal Forbidden = new(RefusalKind.Forbidden, "forbidden", "This is not allowed for this caller.");

    /// <summary>The token lacks the scope that this needs.</summary>
    public static readonly Refusal InsufficientScope = new(RefusalKind.Forbidden, "insufficient-scope", "The token lacks the scope for this.");

    /// <summary>A request with a cookie came from another site.</summary>
    public static readonly Refusal CrossSite = new(RefusalKind.Forbidden, "cross-site", "A request from another site can not change anything.");

    /// <summary>Something the answer needs does not respond now; nothing is known to have changed.</summary>
    public static readonly Refusal Unavailable = new(RefusalKind.Unavailable, "unavailable", "This is not available at the moment. Try again.");

    /// <summary>The caller sent more than its share.</summary>
    public static readonly Refusal TooManyRequests = new(RefusalKind.Conflict, LimitCode, "Too many requests. Try again later.");

    /// <summary>The key was used with another request.</summary>
    public static readonly Refusal KeyReused =
        new(RefusalKind.Invalid, "idempotency-key-reused", "This idempotency key was used with another request.");

    /// <summary>The first request with this key has not ended.</summary>
    public static readonly Refusal KeyInProgress =
        new(RefusalKind.Conflict, "idempotency-in-progress", "The first request with this key is still running.");

    /// <summary>A key is 1 to 255 visible ASCII characters.</summary>
    public static readonly Refusal BadKey = Malformed("bad-idempotency-key", "An idempotency key is 1 to 255 visible ASCII characters.");

    private static Refusal Malformed(string code, string text) => new(RefusalKind.Malformed, code, text);
}
