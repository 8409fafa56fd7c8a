using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Silo.Data.Sessions;

/// <summary>A session in a list, written in the transaction of its events; nothing personal.</summary>
public sealed class SessionRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    public required Guid Id { get; init; }

    public required SessionState State { get; set; }

    public required Guid PlanId { get; set; }

    public required int PlanVersion { get; set; }

    public required string PlanTitle { get; set; }

    public required Guid SubjectId { get; set; }

    public required string Language { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public required int Turns { get; set; }

    public required int QuestionIndex { get; set; }

    public required int QuestionCount { get; set; }

    public required DateTimeOffset LastEventAt { get; set; }

    public DateTimeOffset? DeadlineAt { get; set; }

    public required long Seq { get; set; }

    /// <summary>The process that wrote last; its pulse tells whether it still lives.</summary>
    public required Guid Writer { get; set; }

    internal SessionListing ToListing() => new(
        State, PlanId, PlanVersion, PlanTitle, SubjectId, Language, CreatedAt, StartedAt, EndedAt,
        Turns, QuestionIndex, QuestionCount, LastEventAt, DeadlineAt, Seq);
}
