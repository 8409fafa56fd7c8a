using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Transcription;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;

namespace JobInterview.Grains;

public static class GrainsHosting
{
    /// <summary>The domain: its rules, and what its grains need beside the ports that storage provides.</summary>
    public static ISiloBuilder AddJobInterviewGrains(this ISiloBuilder silo)
    {
        var services = silo.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddInterviewing();
        services.AddSingleton<SessionInterviewer>();
        services.AddSingleton<ProcessClock>();
        services.AddSingleton<FutureHolds>();
        services.TryAddSingleton(provider => new SpeechToText(provider.GetServices<ISpeechToTextClient>()));
        services.TryAddSingleton(TranscriptionLimits.Default);
        services.AddSingleton<IOutboxHandler, TranscriptionHandler>();
        services.AddSingleton<IOutboxHandler, SessionScoringHandler>();
        services.AddSingleton<IOutboxHandler, SessionEndedHandler>();
        return silo;
    }
}
