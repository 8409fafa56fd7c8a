using System.Diagnostics.CodeAnalysis;
using JobInterview.Grains;
using JobInterview.Tenants;

namespace JobInterview.Api.Http;

/// <summary>An identifier in an address: 32 lowercase hex digits; any other spelling names nothing and is answered 404, never 400.</summary>
public readonly record struct RouteId(Guid? Parsed) : IParsable<RouteId>
{
    /// <summary>The identifier; a malformed one is answered like one that does not exist.</summary>
    public Guid Value => Parsed ?? throw new RefusedException(Refusals.NotFound);

    public static RouteId Parse(string s, IFormatProvider? provider = null) => new(RandomId.TryParse(s, out var id) ? id : null);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RouteId result)
    {
        result = Parse(s ?? "", provider);
        return true;
    }
}
