using Microsoft.Extensions.Logging;

namespace JobInterview.Tenants;

/// <summary>Refuses every call whose stamp is not the tenant in the key of the grain it reaches.</summary>
internal sealed partial class TenantWall(ILogger<TenantWall> logger) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        // The grain decides, not the interface: enumerations and management calls arrive as extensions of the same grain.
        if (context.Grain is not ITenantScopedGrain)
        {
            return context.Invoke();
        }

        var key = TenantKey.Parse(context.TargetId.Key.ToString()!);
        if (IsReminderTick(context) || IsOwnTimer(context))
        {
            CallerTenant.Set(key.Tenant);                     // the runtime has no tenant: the grain's own is the only right one
            return context.Invoke();
        }

        if (CallerTenant.Current == key.Tenant)
        {
            return context.Invoke();
        }

        LogRefused(context.TargetId.Type.ToString()!);
        throw new ForeignTenantException();
    }

    private static bool IsReminderTick(IIncomingGrainCallContext context) =>
        context.InterfaceMethod.DeclaringType == typeof(IRemindable) && context.SourceId?.IsSystemTarget() is not false;

    private static bool IsOwnTimer(IIncomingGrainCallContext context) => context.SourceId == context.TargetId;

    [LoggerMessage(LogLevel.Critical, "Security: a call without the tenant's stamp reached {GrainType} and was refused")]
    private partial void LogRefused(string grainType);
}

/// <summary>A call reached a grain of another tenant: always a bug or an attack, never an expected answer.</summary>
[GenerateSerializer, Alias("foreign-tenant")]
public sealed class ForeignTenantException() : UnauthorizedAccessException("The call does not carry the tenant of this grain.");
