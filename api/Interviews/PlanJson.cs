using System.Collections.Immutable;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Interviews;

/// <summary>An interview plan (DESIGN §11), with its draft and what the lint says about it.</summary>
public sealed record PlanJson(
    string Id, string Title, ImmutableArray<string> Languages, int Version, PlanStatus Status, bool HasUnpublishedChanges, DateTimeOffset ChangedAt,
    ImmutableArray<Competency> Competencies, ImmutableArray<Question> Questions, string? Introduction, LintFinding[] Findings,
    ImmutableArray<Channel> Modes, bool Delivery)
{
    public static PlanJson Of(PlanView plan) => new(
        RandomId.Format(plan.Id), plan.Content.Title, plan.Content.Languages, plan.Version, plan.Status, plan.HasUnpublishedChanges, plan.ChangedAt,
        plan.Content.Competencies, plan.Content.Questions, plan.Content.Introduction, plan.Findings,
        plan.Content.Modes, plan.Content.Delivery);
}

/// <summary>A plan in a list.</summary>
public sealed record PlanListJson(string Id, string Title, string[] Languages, int Version, PlanStatus Status, int Questions, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    public static PlanListJson Of(PlanListing plan) => new(
        RandomId.Format(plan.Id), plan.Title, plan.Languages, plan.Version, plan.Status, plan.Questions, plan.CreatedAt, plan.ChangedAt);
}

/// <summary>What a plan is drafted from: a title (1 to 120 characters), the job's description (at most 20,000) and a language.</summary>
public sealed record DraftBody(string Title, string JobDescription, string Language = "en");
