using JobInterview.Grains.Retention;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Sessions;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Retention;

/// <summary>Deletes the sealed bytes of parts of interviews; that an event was there stays, so that the numbers of a journal have no gap. With its record the whole
/// interview goes.</summary>
internal static class SessionShredder
{
    public static async Task DeleteAsync(JobInterviewDbContext db, IReadOnlyList<DueEntry> page, CancellationToken cancel)
    {
        List<DueEntry> parts = [.. page.Where(entry => entry.Kind != AssetKind.Recording)];
        if (parts.Count == 0)
        {
            return;
        }

        Guid[] sessions = [.. parts.Select(entry => entry.SessionId).Distinct()], keys = [.. parts.Select(entry => entry.KeyId)];
        await db.Set<SessionEventRow>().Where(e => sessions.Contains(e.Session) && keys.Contains(e.KeyId)).ExecuteUpdateAsync(set => set.SetProperty(e => e.Body, Array.Empty<byte>()), cancel);
        Guid[] whole = [.. parts.Where(entry => entry.Kind == AssetKind.DecisionRecord).Select(entry => entry.SessionId)];
        if (whole.Length > 0)
        {
            await db.Set<SessionEventRow>().Where(e => whole.Contains(e.Session)).ExecuteDeleteAsync(cancel);
            await db.Set<OutboxRow>().Where(o => whole.Contains(o.Session)).ExecuteDeleteAsync(cancel);
            await db.Set<RoomTokenRow>().Where(t => whole.Contains(t.Session)).ExecuteDeleteAsync(cancel);
            await db.Set<SessionRow>().Where(s => whole.Contains(s.Id)).ExecuteDeleteAsync(cancel);
        }
    }
}
