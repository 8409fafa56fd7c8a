using System.Collections.Concurrent;
using System.Collections.Immutable;
using JobInterview.Grains.Interviews;
using JobInterview.Tenants;

namespace JobInterview.Grains.Tests.Interviews;

/// <summary>Plans to change in one place.</summary>
internal static class Plans
{
    public static PlanContent Good => DemoPlans.English;

    public static PlanContent Asking(string text, QuestionKind kind = QuestionKind.PastBehaviour, string language = "en") =>
        (language == "fr" ? DemoPlans.French : DemoPlans.English) is var plan
            ? plan with { Questions = plan.Questions.SetItem(0, plan.Questions[0] with { Kind = kind, Text = LocalText.Of(language, text) }) }
            : throw new InvalidOperationException();

    public static PlanContent WithCompetency(Func<Competency, Competency> change) => Good with { Competencies = Good.Competencies.SetItem(0, change(Good.Competencies[0])) };

    public static PlanContent WithQuestion(Func<Question, Question> change) => Good with { Questions = Good.Questions.SetItem(0, change(Good.Questions[0])) };

    public static Anchor Anchor(params string[] phrases) => new()
    {
        Level = 3,
        Text = LocalText.Of("en", "Does it."),
        Groups = [new() { Name = LocalText.Of("en", "It"), Phrases = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("en", [.. phrases]) }],
    };

    public static ImmutableArray<T> Many<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];
}

/// <summary>A list of plans in memory: what the grain writes, and how often.</summary>
internal sealed class MemoryPlanList : IPlanList
{
    public ConcurrentDictionary<TenantKey, PlanListing> Rows { get; } = new();

    public int Upserts { get; private set; }

    public bool IsDown { get; set; }

    public Task UpsertAsync(TenantKey plan, PlanListing listing, CancellationToken cancel = default)
    {
        if (IsDown)
        {
            throw new InvalidOperationException("The list can not be written.");
        }

        Upserts++;
        Rows[plan] = listing;
        return Task.CompletedTask;
    }

    public Task<Page<PlanListing>> ListAsync(TenantId tenant, PlanStatus? status, string? after, int limit, CancellationToken cancel = default) =>
        Task.FromResult(new Page<PlanListing>([.. Rows.Where(row => row.Key.Tenant == tenant).Select(row => row.Value)], null));
}
