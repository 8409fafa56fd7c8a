using System.Globalization;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Web;

/// <summary>How times are written; the zone is UTC and said so, until a company has its own.</summary>
public static class Written
{
    public static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("dddd d MMMM yyyy, HH:mm:ss", CultureInfo.CurrentCulture) + " UTC";

    /// <summary>Hours and minutes.</summary>
    public static string Hour(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm", CultureInfo.CurrentCulture);

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>Near times as a distance, others as a date.</summary>
    public static string Near(DateTimeOffset time, DateTimeOffset now)
    {
        var ago = now - time;
        return ago.Duration() < TimeSpan.FromSeconds(60) ? Say("now", "à l'instant")
            : ago > TimeSpan.Zero && ago < TimeSpan.FromHours(1) ? Say($"{(int)ago.TotalMinutes} min ago", $"il y a {(int)ago.TotalMinutes} min")
            : ago > TimeSpan.Zero && time.UtcDateTime.Date == now.UtcDateTime.Date ? Say($"today, {Hour(time)}", $"aujourd'hui, {Hour(time)}")
            : time.Year == now.Year ? time.UtcDateTime.ToString("d MMM, HH:mm", CultureInfo.CurrentCulture)
            : Day(time);
    }
}
