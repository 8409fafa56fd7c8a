using System.Text.Json;
using JobInterview.Grains.DataSubjects;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.DataSubjects;

/// <summary>Opens the names of a page of people, keys fetched together; an erased person is missing from the answer.</summary>
internal sealed class People(RowSealer sealer)
{
    public async Task<Dictionary<Guid, Person>> OpenAsync(JobInterviewDbContext db, Guid[] ids, CancellationToken cancel)
    {
        var distinct = ids.Distinct().ToArray();
        return await OpenAsync(db.Tenant, await db.Set<DataSubjectRow>().Where(s => distinct.Contains(s.Id)).ToListAsync(cancel), cancel);
    }

    public async Task<Dictionary<Guid, Person>> OpenAsync(TenantId tenant, IReadOnlyList<DataSubjectRow> rows, CancellationToken cancel)
    {
        var open = await sealer.OpenManyAsync(tenant, [.. rows.Select(r => (Address(tenant, r.Id), new SealedBytes(r.KeyId, r.Sealed)))], cancel);
        var people = new Dictionary<Guid, Person>(rows.Count);
        foreach (var (row, json) in rows.Zip(open))
        {
            if (json is not null)
            {
                people[row.Id] = JsonSerializer.Deserialize<Person>(json, JsonSerializerOptions.Web)!;
            }
        }

        return people;
    }

    public Task<SealedBytes> SealAsync(TenantKey subject, Guid key, Person person, CancellationToken cancel) =>
        sealer.SealAsync(Address(subject.Tenant, subject.Id), key, JsonSerializer.SerializeToUtf8Bytes(person, JsonSerializerOptions.Web), cancel);

    private static RowAddress Address(TenantId tenant, Guid subject) => new(tenant, "data_subjects", RandomId.Format(subject));
}
