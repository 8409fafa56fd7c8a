using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace JobInterview.Silo.Data;

/// <summary>Time as both databases keep it: UTC, whole microseconds.</summary>
internal static class Microseconds
{
    public static DateTimeOffset Cut(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static long Of(DateTimeOffset at) => (at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset From(long value) => new(DateTime.UnixEpoch.Ticks + (value * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}

internal sealed class TimeToMicroseconds() : ValueConverter<DateTimeOffset, long>(at => Microseconds.Of(at), value => Microseconds.From(value));

internal sealed class DateToMicroseconds() : ValueConverter<DateTime, long>(
    at => Microseconds.Of(new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc))), value => Microseconds.From(value).UtcDateTime);

internal sealed class TimeCutToMicroseconds() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => Microseconds.Cut(at), at => at);

internal sealed class DateAsUtc() : ValueConverter<DateTime, DateTime>(
    at => DateTime.SpecifyKind(at, DateTimeKind.Utc), at => DateTime.SpecifyKind(at, DateTimeKind.Utc));

// Big-endian, so that bytes sort like the hex digits outside and like a uuid of PostgreSQL.
internal sealed class GuidToBigEndian() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));

internal sealed class TenantToBigEndian() : ValueConverter<TenantId, byte[]>(
    id => id.Value.ToByteArray(true), bytes => new TenantId(new Guid(bytes, true)));

internal sealed class TenantToGuid() : ValueConverter<TenantId, Guid>(id => id.Value, value => new TenantId(value));
