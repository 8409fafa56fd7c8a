using JobInterview.Grains;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.DataSubjects;

internal sealed class SubjectDirectory(IUnitsOfWork units, People people, BlindIndex index, IKeyring keyring, TimeProvider clock) : ISubjectDirectory
{
    public async Task<Guid> FindOrAddAsync(TenantId tenant, Person person, CancellationToken cancel = default)
    {
        var email = await index.EmailAsync(tenant, person.Email, cancel);
        if (await FindByEmailAsync(tenant, email, cancel) is { } known && await MayStayAsync(new(tenant, known), cancel))
        {
            return known;
        }

        var subject = new TenantKey(tenant, RandomId.New());
        var key = await keyring.CreateDataKeyAsync(subject, cancel);        // durable before the row that needs it
        try
        {
            await AddAsync(subject, await people.SealAsync(subject, key, person, cancel), email, person, cancel);
            return subject.Id;
        }
        catch (DbUpdateException taken) when (Duplicates.Caused(taken))
        {
            return await FindByEmailAsync(tenant, email, cancel) ?? throw new InvalidOperationException("The person is known and not found.", taken);
        }
    }

    public async Task<Person?> FindAsync(TenantKey subject, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(subject.Tenant, cancel);
        return (await people.OpenAsync(unit.Db, [subject.Id], cancel)).GetValueOrDefault(subject.Id);
    }

    public async Task<Page<SubjectListing>> ListAsync(TenantId tenant, string? search, string? after, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var subjects = await MatchingAsync(unit.Db, search, cancel);
        if (Cursor.Parse(after) is { } cursor)
        {
            subjects = subjects.Where(s => s.CreatedAt < cursor.At || (s.CreatedAt == cursor.At && s.Id < cursor.Id));
        }

        var rows = await subjects.OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).Take(Paging.Take(limit)).ToListAsync(cancel);
        var page = Paging.Of(rows, limit, s => new(s.CreatedAt, s.Id));
        var names = await people.OpenAsync(tenant, page.Items, cancel);
        var ids = page.Items.Select(s => s.Id).ToArray();
        var counts = await unit.Db.Set<SessionRow>().Where(s => ids.Contains(s.SubjectId)).GroupBy(s => s.SubjectId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return page.Select(s => new SubjectListing(s.Id, names.GetValueOrDefault(s.Id) ?? new("", ""), s.CreatedAt, counts.GetValueOrDefault(s.Id)));
    }

    private async Task<IQueryable<DataSubjectRow>> MatchingAsync(JobInterviewDbContext db, string? search, CancellationToken cancel)
    {
        IQueryable<DataSubjectRow> subjects = db.Set<DataSubjectRow>();
        if (string.IsNullOrWhiteSpace(search))
        {
            return subjects;
        }

        var terms = await index.SearchAsync(db.Tenant, search, cancel);
        foreach (var term in terms)
        {
            subjects = subjects.Where(s => db.Set<SearchTermRow>().Any(t => t.Subject == s.Id && t.Term == term));
        }

        return terms.Length == 0 ? subjects.Where(s => false) : subjects;
    }

    private async Task<Guid?> FindByEmailAsync(TenantId tenant, byte[] email, CancellationToken cancel)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        return await unit.Db.Set<DataSubjectRow>().Where(s => s.EmailIndex == email).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancel);
    }

    // Whose last interview is gone is asked back, unless the destruction of their name has begun: then they are new here.
    private async Task<bool> MayStayAsync(TenantKey person, CancellationToken cancel)
    {
        await using var unit = await units.WriteAsync(person.Tenant, cancel);
        if (await unit.Db.Set<DueRow>().SingleOrDefaultAsync(d => d.Asset == person.Id, cancel) is not { } line)
        {
            return true;
        }

        if (line.State is DueState.Destroying or DueState.Destroyed)
        {
            return false;
        }

        line.Take(line.ToEntry().Defer(clock.GetUtcNow()) with { Version = line.Version + 1 });
        try
        {
            await unit.CommitAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private async Task AddAsync(TenantKey subject, SealedBytes value, byte[] email, Person person, CancellationToken cancel)
    {
        var terms = await index.PersonAsync(subject.Tenant, person.Name, person.Email, cancel);
        await using var unit = await units.WriteAsync(subject.Tenant, cancel);
        var going = unit.Db.Set<DueRow>().Where(d => d.State == DueState.Destroying || d.State == DueState.Destroyed);
        await unit.Db.Set<DataSubjectRow>().Where(s => s.EmailIndex == email && going.Any(d => d.Asset == s.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EmailIndex, subject.Id.ToByteArray()), cancel);     // whose name is being destroyed is found no more
        unit.Db.Add(new DataSubjectRow
        {
            TenantId = subject.Tenant,
            Id = subject.Id,
            Sealed = value.Body,
            KeyId = value.Key,
            EmailIndex = email,
            CreatedAt = clock.GetUtcNow(),
        });
        unit.Db.AddRange(terms.Select(term => new SearchTermRow { TenantId = subject.Tenant, Subject = subject.Id, Term = term }));
        await unit.CommitAsync(cancel);
    }
}
