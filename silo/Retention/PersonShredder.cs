using JobInterview.Grains.Retention;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.DataSubjects;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Retention;

/// <summary>Names and addresses of candidates: they get their line when the last interview goes, and go with it.</summary>
internal static class PersonShredder
{
    public static async Task DeleteAsync(JobInterviewDbContext db, IReadOnlyList<DueEntry> page, CancellationToken cancel)
    {
        Guid[] people = [.. page.Where(entry => entry.Kind == AssetKind.Person).Select(entry => entry.SubjectId)];
        if (people.Length > 0)
        {
            await db.Set<SearchTermRow>().Where(t => people.Contains(t.Subject)).ExecuteDeleteAsync(cancel);
            await db.Set<DataSubjectRow>().Where(s => people.Contains(s.Id)).ExecuteDeleteAsync(cancel);
        }
    }

    /// <summary>Begins the time of those of some people of whom no interview is left.</summary>
    /// <param name="endsAt">When the contract ended, which ended the interviews.</param>
    public static async Task StartAsync(JobInterviewDbContext db, IReadOnlyCollection<Guid> people, DateTimeOffset? endsAt, DateTimeOffset now, CancellationToken cancel)
    {
        var interviews = db.Set<SessionRow>();
        var left = await db.Set<DataSubjectRow>().Where(s => people.Contains(s.Id) && !interviews.Any(i => i.SubjectId == s.Id)).Select(s => new { s.Id, s.KeyId }).ToListAsync(cancel);
        var ids = left.Select(s => s.Id).ToArray();
        var lines = ids.Length == 0 ? [] : await db.Set<DueRow>().Where(d => ids.Contains(d.Asset)).ToDictionaryAsync(d => d.Asset, cancel);
        var policy = new RetentionPolicy(default, RetentionPeriods.Default, endsAt);      // neither plan nor company has another say in this time
        foreach (var person in left)
        {
            if (lines.GetValueOrDefault(person.Id) is { } line)
            {
                line.Take(line.ToEntry().Start(endsAt ?? now, policy, now) with { Version = line.Version + 1 });
            }
            else
            {
                db.Add(DueRow.Of(LineOf(new(db.Tenant, person.Id), person.KeyId).Start(endsAt ?? now, policy, now)));
            }
        }
    }

    private static DueEntry LineOf(TenantKey person, Guid key) => new() { Asset = person, Kind = AssetKind.Person, SessionId = Guid.Empty, SubjectId = person.Id, KeyId = key };
}
