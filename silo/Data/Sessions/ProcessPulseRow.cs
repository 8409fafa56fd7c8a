namespace JobInterview.Silo.Data.Sessions;

/// <summary>When a process was last alive, written every second.</summary>
public sealed class ProcessPulseRow
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; set; }
}
