using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Transcription;

namespace JobInterview.Grains.Sessions;

/// <summary>What comes from behind the stage: moves of the interviewer, what an engine heard, and the parting of older interviews.</summary>
internal sealed partial class InterviewSessionGrain
{
    public Task WakeAsync() => _session is null ? Task.CompletedTask : DecideAsync(session => session.Due(Now));

    public async Task MoveAsync(long afterSeq, ChosenMove move)
    {
        if (_session is { AwaitsMove: true } session && session.Seq == afterSeq)
        {
            await AppendAsync(session, [.. move.Degraded(), .. session.Follow(move.ToMove(), Now)]);
        }
    }

    public Task<bool> HearAsync(long turn, Transcript transcript) => BackstageAsync(session => session.Hear(turn, transcript));

    public async Task PartAsync()
    {
        if (_session is not { } session)
        {
            return;
        }

        var draft = SessionDraft.Of(session, Now).Then([new SessionParted()]);
        try
        {
            if (await _log.PartAsync(draft) is { } written)
            {
                _session = draft.Session;
                _followers.Tell(written.Entries);
            }
        }
        catch (JournalFenceException)
        {
            LogFenced(_key);
            DeactivateOnIdle();
        }
    }

    public Task<bool> GiveUpTranscriptAsync(long turn, string cause) => BackstageAsync(session => session.GiveUpTranscript(turn, cause));

    private async Task<bool> BackstageAsync(Func<InterviewSession, Decision> decide) => _session is null || (await DecideAsync(decide)).Refusal is null;
}
