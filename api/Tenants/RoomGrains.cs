using System.Reflection;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Tenants;

/// <summary>The door from a candidate's request to the one session that the room token is for.</summary>
public sealed class RoomGrains : IBindableFromHttpContext<RoomGrains>
{
    private readonly RoomPrincipal _room;
    private readonly IGrainFactory _grains;

    private RoomGrains(RoomPrincipal room, IGrainFactory grains) => (_room, _grains) = (room, grains);

    /// <summary>Where the session is.</summary>
    public TenantKey Key => _room.Session;

    /// <summary>Who speaks for the candidate; every command of the room takes it.</summary>
    public RoomCaller Caller => _room.Caller;

    /// <summary>The session, called in the name of its own company.</summary>
    public IInterviewSessionGrain Session
    {
        get
        {
            CallerTenant.Set(_room.Session.Tenant);
            return _room.Reference ??= _grains.GetGrain<IInterviewSessionGrain>(_room.Session.ToString());
        }
    }

    /// <summary>A recording of the company; it answers only to the session that it belongs to.</summary>
    public IRecordingGrain Recording(Guid id)
    {
        CallerTenant.Set(_room.Session.Tenant);
        return _grains.GetGrain<IRecordingGrain>(new TenantKey(_room.Session.Tenant, id).ToString());
    }

    /// <summary>The room of a candidate's request, or null for any other request.</summary>
    public static RoomGrains? Of(HttpContext context) =>
        context.User is RoomPrincipal room ? new(room, context.RequestServices.GetRequiredService<IGrainFactory>()) : null;

    static ValueTask<RoomGrains?> IBindableFromHttpContext<RoomGrains>.BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(Of(context) ?? throw new RefusedException(HttpRefusals.Unauthenticated));
}
