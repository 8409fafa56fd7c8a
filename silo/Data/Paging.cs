using JobInterview.Grains;

namespace JobInterview.Silo.Data;

/// <summary>Pages of at most 100 rows.</summary>
internal static class Paging
{
    private const int Limit = 100;

    /// <summary>How many rows to read: one more than the page shows, to know whether there is another.</summary>
    public static int Take(int limit) => Math.Clamp(limit, 1, Limit) + 1;

    /// <summary>The page of rows that were read with <see cref="Take"/>.</summary>
    public static Page<T> Of<T>(List<T> rows, int limit, Func<T, Cursor> position)
    {
        var size = Math.Clamp(limit, 1, Limit);
        return rows.Count <= size ? new(rows, null) : new(rows.GetRange(0, size), position(rows[size - 1]).ToString());
    }
}
