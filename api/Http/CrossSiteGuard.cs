namespace JobInterview.Api.Http;

/// <summary>Refuses changes that another site asks a browser to make: the browser says where a request comes from.</summary>
internal sealed class CrossSiteGuard(RequestDelegate next, PublicAddress address)
{
    private readonly string[] _cookies = [address.Cookie("ji"), address.Cookie("ji-room"), address.Cookie("ji-consent")];

    public Task InvokeAsync(HttpContext context) =>
        IsSafe(context.Request.Method) || IsOwn(context.Request) ? next(context) : Problem.WriteAsync(context, HttpRefusals.CrossSite);

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private bool IsOwn(HttpRequest request)
    {
        // A bearer token is sent by a program on purpose, never by a browser on its own.
        if (request.Headers.Authorization.Count > 0)
        {
            return true;
        }

        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site == "same-origin";
        }

        var origin = request.Headers.Origin;
        return origin.Count > 0 ? IsOwnOrigin(request, origin!) : !CarriesOurCookie(request);
    }

    private bool IsOwnOrigin(HttpRequest request, string origin) =>
        string.Equals(origin, address.Origin, StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private bool CarriesOurCookie(HttpRequest request) => request.Headers.Cookie.Count > 0 && _cookies.Any(request.Cookies.ContainsKey);
}
