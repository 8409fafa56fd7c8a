namespace JobInterview.Grains.Sessions;

/// <summary>Where a session is; the room sees fewer states than the staff (DESIGN §11).</summary>
[GenerateSerializer]
public enum SessionState
{
    Scheduled, Lobby, Ready, InProgress, Suspended, Closing, Processing, ReadyForReview, UnderReview, Reviewed, Decided,
    Completed, Partial, Withdrawn, Declined, Expired, Abandoned, NoShow, Cancelled, Failed,
}
