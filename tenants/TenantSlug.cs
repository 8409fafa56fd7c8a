using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace JobInterview.Tenants;

/// <summary>The company's name in an address: 3 to 40 lowercase letters, digits and hyphens, and no word that an address of ours begins with.</summary>
public static class TenantSlug
{
    private const int Min = 3;
    private const int Max = 40;
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>First segments of our own routes; a test compares them with the routes there are.</summary>
    public static FrozenSet<string> Reserved { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "api", "admin", "app", "assets", "billing", "connect", "cookies", "css", "docs", "error", "errors", "favicon", "fonts", "health", "help", "icons",
        "images", "img", "join", "js", "legal", "look", "metrics", "not-found", "openapi", "operators", "pricing", "privacy", "refused", "robots", "room", "scim", "security", "sign-in",
        "sign-out", "sign-up", "sitemap", "static", "status", "support", "terms", "welcome", "well-known", "www");

    /// <summary>Whether this could be a company's slug at all.</summary>
    public static bool IsValid(string slug) => slug.Length is >= Min and <= Max && !slug.AsSpan().ContainsAnyExcept(Letters);

    /// <summary>Whether a company may take it: valid, not reserved, and not all hyphens at an end.</summary>
    public static bool IsFree(string slug) => IsValid(slug) && slug[0] != '-' && slug[^1] != '-' && !Reserved.Contains(slug);

    /// <summary>A slug made from a company's name: <c>Café Müller &amp; Co</c> becomes <c>cafe-muller-co</c>.</summary>
    public static string From(string name)
    {
        var slug = new StringBuilder(Max);
        foreach (var letter in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (Letters.Contains(letter) && letter != '-')
            {
                slug.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && slug is { Length: > 0 } && slug[^1] != '-')
            {
                slug.Append('-');
            }

            if (slug.Length == Max)
            {
                break;
            }
        }

        var made = slug.ToString().Trim('-');
        return made.Length >= Min && IsFree(made) ? made : $"company-{made}".TrimEnd('-');
    }
}
