using System.Globalization;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data;

/// <summary>Where a page ended: the time and id of its last row, so that rows added or removed meanwhile shift nothing.</summary>
internal readonly record struct Cursor(DateTimeOffset At, Guid Id)
{
    public static Cursor? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var cut = text.IndexOf('-', StringComparison.Ordinal);
        return cut > 0 && long.TryParse(text.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && RandomId.TryParse(text[(cut + 1)..], out var id)
            ? new(Microseconds.From(at), id)
            : throw new FormatException("That is not a position in a list.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Microseconds.Of(At)}-{RandomId.Format(Id)}");
}
