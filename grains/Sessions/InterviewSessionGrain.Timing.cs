namespace JobInterview.Grains.Sessions;

/// <summary>What the clock does to a session: deadlines, and who was lost without a word.</summary>
internal sealed partial class InterviewSessionGrain
{
    private IGrainTimer? _timer;
    private bool _isCounted;

    private void Reschedule()
    {
        _isCounted = SessionMetrics.Count(_isCounted, _session is { HasStarted: true, IsOver: false });
        var due = Earliest(_session?.NextDueAt, _session?.State == SessionState.InProgress ? _presence.DueAt(_session.Connection) : null);
        due = Earliest(due, _session is { IsOver: false } live ? _observers.DueAt(live.Observers) : null);
        if (due is null)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = due.Value - Now;
        wait = wait < TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(10) : wait;
        if (_timer is null)
        {
            _timer = this.RegisterGrainTimer(OnDueAsync, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task OnDueAsync()
    {
        var session = _session!;
        var gone = session.IsOver ? [] : _observers.Gone(session.Observers, Now);
        var decision = gone.Length > 0 ? session.Leave(gone)
            : session.State == SessionState.InProgress && _presence.LostSince(session.Connection, Now) is { } lost
            ? session.Suspend(SuspendReason.ClosedTab, lost > session.LastEventAt ? lost : session.LastEventAt)
            : session.Due(Now);
        if (!decision.Events.IsEmpty)
        {
            await AppendAsync(session, decision.Events);
        }

        if (_session!.State == SessionState.Suspended)
        {
            _presence.Forget();
        }

        Reschedule();
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
