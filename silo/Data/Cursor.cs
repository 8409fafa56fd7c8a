using System.Globalization;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data;

/// <summary>Where a page ended: the time and id of its last row, so that rows added or removed meanwhile shift nothing.</summary>
internal readonly record struct Cursor(DateTimeOffset At, Guid Id)
{
    private static readonly long Last = Microseconds.Of(DateTimeOffset.MaxValue);

    /// <summary>Null for the beginning, and for what is no position: whoever types one into an address sees the first page.</summary>
    public static Cursor? Parse(string? text) =>
        text?.Split('-') is [var time, var name] && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= Last && RandomId.TryParse(name, out var id)
            ? new(Microseconds.From(at), id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Microseconds.Of(At)}-{RandomId.Format(Id)}");
}
