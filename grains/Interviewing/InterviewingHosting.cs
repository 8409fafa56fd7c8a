using JobInterview.Grains.Interviews;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JobInterview.Grains.Interviewing;

public static class InterviewingHosting
{
    /// <summary>The rule-based interviewer and scorer, which need nothing; a model's, where there is one, is registered beside them.</summary>
    public static IServiceCollection AddInterviewing(this IServiceCollection services)
    {
        services.TryAddSingleton(new RuleBrain());
        services.TryAddSingleton(new RuleScorer());
        services.TryAddSingleton(provider => new SessionScoring(provider.GetRequiredService<RuleScorer>(), provider.GetService<IAnswerScorer>()));
        services.TryAddSingleton<PublishedPlans>();
        return services;
    }
}
