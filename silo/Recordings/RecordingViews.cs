using System.Collections.Concurrent;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Data.Recordings;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Recordings;

/// <summary>The entry and the mark that it was written are one commit, so neither is ever there alone.</summary>
internal sealed class RecordingViews(IUnitsOfWork units, TimeProvider clock) : IRecordingViews
{
    private const int Limit = 10_000;
    private readonly AuditLog _audit = new(units, clock);
    private readonly ConcurrentDictionary<(TenantKey Recording, Guid Viewer), bool> _noted = new();

    public async Task NoteAsync(TenantKey recording, Actor viewer, CancellationToken cancel = default)
    {
        if (_noted.ContainsKey((recording, viewer.Id)))
        {
            return;
        }

        await _audit.AppendIfAsync(recording.Tenant, new("recording.viewed", viewer, recording.Id), async db =>
        {
            if (await db.Set<RecordingViewRow>().AnyAsync(v => v.Recording == recording.Id && v.Viewer == viewer.Id, cancel))
            {
                return false;
            }

            db.Add(new RecordingViewRow { TenantId = recording.Tenant, Recording = recording.Id, Viewer = viewer.Id, FirstAt = clock.GetUtcNow() });
            return true;
        }, cancel);
        if (_noted.Count >= Limit)
        {
            _noted.Clear();
        }

        _noted[(recording, viewer.Id)] = true;
    }
}
