using System.Buffers.Text;
using System.Security.Cryptography;

namespace JobInterview.Api.Http;

/// <summary>What every answer tells the browser: run nothing of others, sit in no frame, guess no type, send no address on.</summary>
public static class SecurityHeaders
{
    private const string ForPrograms = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static readonly object NonceKey = new();

    /// <summary>The nonce for the inline scripts and styles of this page, made when first asked for.</summary>
    public static string CspNonce(this HttpContext context)
    {
        if (context.Items.TryGetValue(NonceKey, out var known))
        {
            return (string)known!;
        }

        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    internal static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = CarriesSecret(context.Request.Path) ? "no-referrer" : "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = ForPrograms;
        if (PublicAddress.Of(context).IsSecure)
        {
            headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        }
    }

    // Only there: under no-referrer browsers post forms with "Origin: null".
    private static bool CarriesSecret(PathString path) => path.StartsWithSegments("/i") || path.StartsWithSegments("/join");

    /// <summary>A page may load its own files, and run inline only what carries the nonce.</summary>
    internal static void ApplyToPage(HttpContext context)
    {
        var nonce = context.Items.TryGetValue(NonceKey, out var made) ? $" 'nonce-{made}'" : "";
        var style = context.GetEndpoint()?.Metadata.GetMetadata<WritesItsOwnStyles>() is null ? nonce : " 'unsafe-inline'";
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'{nonce}; style-src 'self'{style}; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
            + "media-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        var devices = Records(context.Request.Path) ? "(self)" : "()";
        context.Response.Headers["Permissions-Policy"] = $"camera={devices}, microphone={devices}, geolocation=(), payment=(), usb=(), interest-cohort=()";
    }

    // The candidate's room is the one page that can ask for a microphone or camera.
    private static bool Records(PathString path) => path == "/i";
}

/// <summary>Marks a page whose script writes style elements as it runs: the reference page of the API and the operators' dashboard, which show nothing personal.</summary>
internal sealed class WritesItsOwnStyles;
