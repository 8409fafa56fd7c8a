namespace JobInterview.Grains.Sessions;

/// <summary>Who speaks for the candidate, and who follows: the candidate's own connections and the company's observers.</summary>
internal sealed partial class InterviewSessionGrain
{
    public async Task<Outcome<ConnectionClaim>> ClaimAsync(RoomCaller caller, string connection)
    {
        if (Admit(caller) is { } stranger)
        {
            return stranger;
        }

        if ((await DecideAsync(session => session.Claim(connection))).Refusal is { } refusal)
        {
            return refusal;
        }

        _presence.Seen(connection, Now);
        Reschedule();
        return new ConnectionClaim(_session!.Superseded.Contains(connection), _session.Epoch);
    }

    public Task ReleaseAsync(string connection)
    {
        _presence.Left(connection, Now);
        Reschedule();
        return Task.CompletedTask;
    }

    public async Task<SessionNews> FollowAsync(long after, string? connection)
    {
        if (_session is null)
        {
            return new([], false, false, Exists: false);
        }

        _presence.Seen(connection, Now);
        var news = await _followers.NewsAsync(after);
        return news with { Superseded = connection is not null && _session.Superseded.Contains(connection) };
    }

    public async Task<Outcome<SessionReceipt>> JoinAsync(Actor observer)
    {
        var joined = await ForStaffAsync(session => session.Join(observer));
        _observers.Seen(observer, Now);
        Reschedule();
        return joined;
    }

    public async Task<SessionNews> ObserveAsync(long after, Actor observer)
    {
        if (_session is { IsOver: false } session && !session.Observers.Contains(observer))
        {
            return new([], false, false, Exists: true) { MustJoin = true };
        }

        _observers.Seen(observer, Now);
        return await FollowAsync(after, connection: null);
    }

    public Task LeaveAsync(Actor observer)
    {
        _observers.Left(observer, Now);
        Reschedule();
        return Task.CompletedTask;
    }
}
