using System.Globalization;
using JobInterview.Grains;

namespace JobInterview.Api.Http;

/// <summary><c>?cursor=&amp;limit=</c> of a list. A cursor is good for the list it came from only: same company, same path, same filter.</summary>
public sealed class PageQuery
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;
    private readonly Cursors? _cursors;
    private readonly string _scope;

    private PageQuery(Cursors? cursors, string scope, int limit, string? after, Refusal? refusal) =>
        (_cursors, _scope, Limit, After, Refusal) = (cursors, scope, limit, after, refusal);

    /// <summary>1 to 100.</summary>
    public int Limit { get; }

    /// <summary>The position to go on from, or null for the first page.</summary>
    public string? After { get; }

    /// <summary>What is wrong with the query, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The page as it is sent: <c>{ items, nextCursor }</c>.</summary>
    public Listed<TShown> Show<T, TShown>(Page<T> page, Func<T, TShown> show) =>
        new([.. page.Items.Select(show)], page.Next is { } next ? _cursors!.Seal(_scope, next) : null);

    /// <summary>The page as it is sent: <c>{ items, nextCursor }</c>.</summary>
    public Listed<T> Show<T>(Page<T> page) => Show(page, item => item);

    public static ValueTask<PageQuery> BindAsync(HttpContext context) => ValueTask.FromResult(Read(context));

    private static PageQuery Read(HttpContext context)
    {
        var query = context.Request.Query;
        var scope = ScopeOf(context);
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var asked)
            && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit))
        {
            return new(null, scope, DefaultLimit, null, HttpRefusals.BadLimit);
        }

        var cursors = context.RequestServices.GetRequiredService<Cursors>();
        if (!query.TryGetValue("cursor", out var cursor))
        {
            return new(cursors, scope, limit, null, null);
        }

        return cursors.TryOpen(scope, cursor.Count == 1 ? cursor[0] : null, out var after)
            ? new(cursors, scope, limit, after, null)
            : new(cursors, scope, limit, null, HttpRefusals.BadCursor);
    }

    private static string ScopeOf(HttpContext context)
    {
        var filter = context.Request.Query.Where(pair => pair.Key is not ("cursor" or "limit"))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={string.Join(',', pair.Value.Select(value => Uri.EscapeDataString(value ?? "")))}");
        return $"{CallerScope.TenantOf(context)}\n{context.Request.Path}\n{string.Join('&', filter)}";
    }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="NextCursor">Send it back as <c>cursor</c> for the next page; null at the end.</param>
public sealed record Listed<T>(IReadOnlyList<T> Items, string? NextCursor);
