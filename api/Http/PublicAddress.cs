using System.Net;
using JobInterview.Silo.Starts;

namespace JobInterview.Api.Http;

/// <summary>The one address the product is known by (<c>PublicUrl</c>): the OAuth issuer and the base of every link.</summary>
public sealed class PublicAddress
{
    private const string Default = "http://localhost:5080/";

    public PublicAddress(IConfiguration configuration)
    {
        var text = configuration["PublicUrl"] is { Length: > 0 } set ? set : Default;
        if (!Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            throw new StartRefusedException("PublicUrl must be an absolute http or https address without query or fragment.");
        }

        if (url.Scheme == "http" && !IsLoopback(url))
        {
            throw new StartRefusedException("PublicUrl may be http only on loopback; use https.");
        }

        Url = url;
        Origin = url.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Ends with a slash.</summary>
    public Uri Url { get; }

    /// <summary>Scheme, host and port.</summary>
    public string Origin { get; }

    /// <summary>Whether cookies are Secure and carry the <c>__Host-</c> prefix.</summary>
    public bool IsSecure => Url.Scheme == "https";

    /// <summary>A link to a path of ours.</summary>
    public string Link(string path) => new Uri(Url, path.TrimStart('/')).ToString();

    /// <summary>The name of a cookie: <c>__Host-ji</c>, or <c>ji</c> where there is no transport security.</summary>
    public string Cookie(string name) => IsSecure ? "__Host-" + name : name;

    internal static PublicAddress Of(HttpContext context) => context.RequestServices.GetRequiredService<PublicAddress>();

    private static bool IsLoopback(Uri url) =>
        url.Host is "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
