using System.Diagnostics;

namespace JobInterview.Api.Http;

/// <summary>The name under which a request is found in traces and logs.</summary>
internal static class RequestIds
{
    /// <summary>The trace's id where the request is traced, else the connection's own number for it.</summary>
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
