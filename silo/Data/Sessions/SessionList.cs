using JobInterview.Grains;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data.DataSubjects;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Sessions;

internal sealed class SessionList(IUnitsOfWork units, People people, BlindIndex index) : ISessionList
{
    public async Task<Page<SessionSummary>> ListAsync(
        TenantId tenant, SessionFilter filter, string? after, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var sessions = await MatchingAsync(unit.Db, filter, cancel);
        if (Cursor.Parse(after) is { } cursor)
        {
            sessions = sessions.Where(s => s.CreatedAt < cursor.At || (s.CreatedAt == cursor.At && s.Id < cursor.Id));
        }

        var rows = await sessions.OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).Take(Paging.Take(limit)).ToListAsync(cancel);
        var page = Paging.Of(rows, limit, s => new(s.CreatedAt, s.Id));
        var names = await people.OpenAsync(unit.Db, [.. page.Items.Select(s => s.SubjectId)], cancel);
        return page.Select(s => Summary(s, names));
    }

    public async Task<SessionSummary?> FindAsync(TenantKey session, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(session.Tenant, cancel);
        var row = await unit.Db.Set<SessionRow>().SingleOrDefaultAsync(s => s.Id == session.Id, cancel);
        return row is null ? null : Summary(row, await people.OpenAsync(unit.Db, [row.SubjectId], cancel));
    }

    public async Task<IReadOnlyDictionary<SessionState, int>> CountAsync(TenantId tenant, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await unit.Db.Set<SessionRow>().GroupBy(s => s.State).Select(g => new { State = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.State, g => g.Count, cancel);
    }

    public async Task<IReadOnlyList<Guid>> OverdueAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await unit.Db.Set<SessionRow>().Where(s => s.DeadlineAt <= now).OrderBy(s => s.DeadlineAt).Take(limit).Select(s => s.Id).ToListAsync(cancel);
    }

    private async Task<IQueryable<SessionRow>> MatchingAsync(JobInterviewDbContext db, SessionFilter filter, CancellationToken cancel)
    {
        IQueryable<SessionRow> sessions = db.Set<SessionRow>();
        if (filter.States is { Count: > 0 } states)
        {
            sessions = sessions.Where(s => states.Contains(s.State));
        }

        if (filter.PlanId is { } plan)
        {
            sessions = sessions.Where(s => s.PlanId == plan);
        }

        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return sessions;
        }

        var terms = await index.SearchAsync(db.Tenant, filter.Search, cancel);
        foreach (var term in terms)
        {
            sessions = sessions.Where(s => db.Set<SearchTermRow>().Any(t => t.Subject == s.SubjectId && t.Term == term));
        }

        return terms.Length == 0 ? sessions.Where(s => false) : sessions;
    }

    private static SessionSummary Summary(SessionRow row, Dictionary<Guid, Grains.DataSubjects.Person> names)
    {
        var person = names.GetValueOrDefault(row.SubjectId);
        return new(row.Id, row.ToListing(), person?.Name ?? "", person?.Email ?? "");
    }
}
