using JobInterview.Api.Http;
using JobInterview.Grains;

namespace JobInterview.Api.Tenants;

/// <summary>Whether a token still opens its room is known by the session alone, so it is asked only where something else would be refused first (DESIGN §11: 401 comes first).</summary>
internal static class RoomAdmission
{
    public static async ValueTask<object?> ComesFirstAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            var result = await next(context);
            return RefusalIn(result) is { Kind: not RefusalKind.Unauthenticated } && await DeadAsync(context.HttpContext) is { } dead ? dead : result;
        }
        catch (RefusedException)
        {
            if (await DeadAsync(context.HttpContext) is { } dead)
            {
                return dead;
            }

            throw;
        }
    }

    private static Refusal? RefusalIn(object? result) => result switch
    {
        Refused refused => refused.Refusal,
        INestedHttpResult nested => RefusalIn(nested.Result),
        _ => null,
    };

    private static async Task<Refused?> DeadAsync(HttpContext http) =>
        RoomGrains.Of(http) is { } room && (await room.Session.RoomAsync(room.Caller)).Refusal is { } refusal ? new(refusal) : null;
}
