using System.Collections.Immutable;
using System.Text;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Storage;

/// <summary>Sessions of made-up people.</summary>
internal static class Sessions
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static async Task<(TenantKey Session, Guid Key)> NewAsync(TestStorage storage, TenantId? tenant = null)
    {
        var owner = tenant ?? TenantId.New();
        return (new(owner, RandomId.New()), await storage.Get<IKeyring>().CreateDataKeyAsync(new(owner, RandomId.New())));
    }

    public static SessionAppend Append(
        (TenantKey Session, Guid Key) session, long from, int count = 1, string text = "an answer", Guid subject = default, DateTimeOffset? createdAt = null) => new(
            session.Session, session.Key,
            [.. Enumerable.Range(0, count).Select(i => new JournalEntry(from + i, "turn-committed", 1, Noon, Encoding.UTF8.GetBytes($"{text} {from + i}")))],
            Listing(from + count - 1, subject, createdAt));

    public static SessionListing Listing(long seq, Guid subject = default, DateTimeOffset? createdAt = null) => new(
        SessionState.InProgress, Guid.NewGuid(), 1, "Team coordinator", subject, "en",
        createdAt ?? Noon, Noon, null, (int)seq, 0, 6, Noon, Noon.AddHours(1), seq);

    public static string[] Texts(SessionHistory history) => [.. history.Entries.Select(e => Encoding.UTF8.GetString(e.Body))];
}
