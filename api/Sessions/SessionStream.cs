using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Sessions;

/// <summary>One follower of one session over server-sent events: in order, from any number on, nothing lost and nothing twice.</summary>
/// <remarks>What the grain remembers comes from the grain, and a gap is filled from the journal, which is the truth.</remarks>
internal sealed partial class SessionStream(
    IInterviewSessionGrain session, TenantKey key, ShownSessions shown, bool heedsHolds, Func<JournalEntry, byte[]?> show, TimeProvider clock,
    ILogger<SessionStream> logger, Actor? observer = null)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SlowestRead = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan OwnerReturnsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>Writes until the client leaves, the session is over, or another connection took its place.</summary>
    public async Task WriteAsync(HttpContext http, long after, string? connection)
    {
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await SendAsync(response, "retry: 1000\n\n", http.RequestAborted);

        var quietSince = clock.GetTimestamp();
        while (!http.RequestAborted.IsCancellationRequested)
        {
            var news = await NewsAsync(after, connection, http.RequestAborted);
            var isOver = false;
            foreach (var entry in await ShownAsync(news, after, http.RequestAborted))
            {
                after = entry.Seq;
                isOver |= SessionStreamKinds.IsLast(entry.Kind);
                if (show(entry) is { } body)
                {
                    Write(response.BodyWriter, entry, body);
                    quietSince = clock.GetTimestamp();
                }
            }

            if (news.Superseded)
            {
                await SendAsync(response, "event: superseded\ndata: {}\n\n", http.RequestAborted);
                return;
            }

            // Nobody follows unseen: who was taken for gone is announced again first.
            if (news.MustJoin && (await session.JoinAsync(observer!)).Refusal is not null)
            {
                return;
            }

            if (clock.GetElapsedTime(quietSince) > Heartbeat)
            {
                quietSince = clock.GetTimestamp();
                response.BodyWriter.Write(":\n\n"u8);
            }

            await FlushAsync(response, http.RequestAborted);
            if (isOver)
            {
                return;
            }
        }
    }

    // Asked with each word: a hold that is placed while someone follows counts for them too.
    private async Task<IReadOnlyList<JournalEntry>> ShownAsync(SessionNews news, long after, CancellationToken left)
    {
        IReadOnlyList<JournalEntry> entries = news.HasGap ? await shown.EntriesAsync(key, after, left) : news.Entries;
        return heedsHolds && entries.Count > 0 ? ShownSessions.Without(await shown.WithheldAsync(key, left), entries) : entries;
    }

    // A silo that died or drains answers nothing for a moment: the next one reads the journal and goes on.
    private async Task<SessionNews> NewsAsync(long after, string? connection, CancellationToken left)
    {
        var asked = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await (observer is null ? session.FollowAsync(after, connection) : session.ObserveAsync(after, observer)).WaitAsync(left);
            }
            catch (Exception failure) when (failure is OrleansException or TimeoutException && clock.GetElapsedTime(asked) < OwnerReturnsWithin)
            {
                LogOwnerAway(failure, key);
                await Task.Delay(AskAgain, clock, left);
            }
        }
    }

    private static void Write(PipeWriter writer, JournalEntry entry, byte[] body)
    {
        Encoding.UTF8.GetBytes($"id: {entry.Seq}\nevent: {entry.Kind}\ndata: ", writer);
        writer.Write(body);
        writer.Write("\n\n"u8);
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken left)
    {
        Encoding.UTF8.GetBytes(text, response.BodyWriter);
        await FlushAsync(response, left);
    }

    // A reader that does not read is let go: it holds up nobody but itself, and not for long.
    private static async Task FlushAsync(HttpResponse response, CancellationToken left)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(left);
        patience.CancelAfter(SlowestRead);
        try
        {
            await response.BodyWriter.FlushAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!left.IsCancellationRequested)
        {
            response.HttpContext.Abort();
        }
    }

    [LoggerMessage(LogLevel.Debug, "Session {Session} has no owner right now")]
    private partial void LogOwnerAway(Exception failure, TenantKey session);
}

/// <summary>Which events a follower may see; everything else is left out of the stream, not out of the numbering.</summary>
internal static class SessionStreamKinds
{
    private static readonly HashSet<string> Conversation =
    [
        "session.lobby_entered", "session.consented", "session.started", "session.suspended", "session.resumed", "question.asked", "turn.committed", "probe.asked",
        "interviewer.spoke", "think_time.requested", "think_time.ended", "answer.closed", "time.warned", "brain.degraded", "session.closing", "session.completed",
        "session.withdrawn", "session.declined", "session.abandoned", "session.no_show", "invitation.revoked",
        "transcript.finalized", "transcript.unavailable", "transcript.corrected", "observer.joined", "observer.left",
    ];

    private static readonly HashSet<string> Last =
    [
        "session.completed", "session.withdrawn", "session.declined", "session.abandoned", "session.no_show", "invitation.revoked",
    ];

    /// <summary>The candidate's own conversation, who speaks for them, and how many follow it: not who they are.</summary>
    public static byte[]? ForRoom(JournalEntry entry) =>
        entry.Body.Length == 0 ? null
        : entry.Kind is "observer.joined" or "observer.left" ? Followers(SessionEventCodec.Decode(entry).Event)
        : entry.Kind == "connection.claimed" || Conversation.Contains(entry.Kind) ? entry.Body
        : null;

    /// <summary>The staff follow the conversation; suggestions and ratings are never pushed, blind first.</summary>
    public static byte[]? ForStaff(JournalEntry entry) =>
        entry.Body.Length == 0 ? null
        : entry.Kind == "think_time.requested" ? WithoutItsEnd((ThinkTimeRequested)SessionEventCodec.Decode(entry).Event)
        : Conversation.Contains(entry.Kind) ? entry.Body
        : null;

    // How long it lasts would tell what time the candidate was given.
    private static byte[] WithoutItsEnd(ThinkTimeRequested think) => JsonSerializer.SerializeToUtf8Bytes(new { questionId = think.QuestionId });

    private static byte[] Followers(SessionEvent happened) => JsonSerializer.SerializeToUtf8Bytes(
        new { observers = happened switch { ObserverJoined joined => joined.Observers, ObserverLeft left => left.Observers, _ => 0 } });

    /// <summary>After these nothing more comes that a follower may see.</summary>
    public static bool IsLast(string kind) => Last.Contains(kind);
}
