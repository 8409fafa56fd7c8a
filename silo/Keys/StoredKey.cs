using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

/// <summary>A wrapped key as it is stored; <see cref="Slot"/> makes it the only one of its kind, a data key has none.</summary>
/// <param name="Subject">The person, or the hold, that it belongs to.</param>
/// <param name="Parent">The version of the tenant's key, or the hold's key, that wraps it; null: the oldest there is, or as its kind says.</param>
/// <param name="Wraps">The data key of which this is a second wrap.</param>
internal sealed record StoredKey(Guid Id, string Kind, TenantId Tenant, Guid? Subject, byte[] Wrapped, Guid? Parent = null, Guid? Wraps = null)
{
    public DateTimeOffset CreatedAt { get; init; }

    public string? Slot => Kind switch
    {
        KeyKinds.Tenant => KeyKinds.TenantSlot(Tenant),
        KeyKinds.TenantData => KeyKinds.TenantDataSlot(Tenant),
        KeyKinds.Pepper => KeyKinds.PepperSlot(Tenant),
        KeyKinds.Subject => KeyKinds.SubjectSlot(Tenant, Subject!.Value),
        KeyKinds.Hold => KeyKinds.HoldSlot(Tenant, Subject!.Value),
        KeyKinds.Held => $"{KeyKinds.Held}:{Tenant}/{RandomId.Format(Subject!.Value)}/{RandomId.Format(Wraps!.Value)}",
        _ => null,
    };

    // Not to the key above it: that one changes, and the wrap itself opens under no other.
    public byte[] Binding
    {
        get
        {
            var (subject, id) = (Subject is { } some ? RandomId.Format(some) : "", RandomId.Format(Id));
            return Wraps is { } data
                ? Envelope.Bind(Sealer.Service, "key", "1", Kind, Tenant.ToString(), subject, id, RandomId.Format(data))
                : Envelope.Bind(Sealer.Service, "key", "1", Kind, Tenant.ToString(), subject, id);
        }
    }
}

/// <summary>The kinds of keys below the root.</summary>
internal static class KeyKinds
{
    public const string Tenant = "tenant";
    public const string TenantData = "tenant-data";
    public const string Pepper = "tenant-pepper";
    public const string Subject = "subject";
    public const string Data = "data";

    /// <summary>The key of a legal hold, below the tenant's and beside every person's.</summary>
    public const string Hold = "hold";

    /// <summary>A second wrap of a data key, below a hold's key: the person's key may go, what is held opens still.</summary>
    public const string Held = "held";

    public static string TenantSlot(TenantId tenant) => $"{Tenant}:{tenant}";

    public static string TenantDataSlot(TenantId tenant) => $"{TenantData}:{tenant}";

    public static string PepperSlot(TenantId tenant) => $"{Pepper}:{tenant}";

    public static string SubjectSlot(TenantId tenant, Guid subject) => $"{Subject}:{tenant}/{RandomId.Format(subject)}";

    public static string HoldSlot(TenantId tenant, Guid hold) => $"{Hold}:{tenant}/{RandomId.Format(hold)}";
}

/// <summary>How far a key database knows the log of destroyed keys: what it has seen, and up to where it is sure to hold nothing of it.</summary>
internal sealed record TombstoneMark(TombstoneHead Reached, long Replayed);
