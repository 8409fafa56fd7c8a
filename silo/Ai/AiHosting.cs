using System.ClientModel;
using JobInterview.Grains.Interviewing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;

namespace JobInterview.Silo.Ai;

public static class AiHosting
{
    // Some endpoints want no key, the client always wants one.
    private const string NoKey = "none";

    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A language model as interviewer and scorer, where <c>Ai:Endpoint</c> names one; else nothing at all.</summary>
    public static IHostApplicationBuilder AddAi(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(AiOptions.Section);
        if (string.IsNullOrWhiteSpace(section[nameof(AiOptions.Endpoint)]))
        {
            return builder;
        }

        builder.Services.AddOptions<AiOptions>().Bind(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AiOptions>, AiOptionsValidator>();
        builder.Services.AddSingleton(provider => Connect(provider.GetRequiredService<IOptions<AiOptions>>().Value));
        builder.Services.AddSingleton<ModelBrain>();
        builder.Services.AddSingleton<IInterviewBrain>(provider => provider.GetRequiredService<ModelBrain>());
        builder.Services.AddSingleton<IAnswerScorer, ModelScorer>();
        return builder;
    }

    // Traces carry counts and times, never words: of a candidate least of all.
    private static IChatClient Connect(AiOptions options) =>
        new ChatClient(options.Model, new ApiKeyCredential(options.Key ?? NoKey), new OpenAIClientOptions { Endpoint = options.Endpoint, NetworkTimeout = NetworkTimeout })
            .AsIChatClient().AsBuilder().UseOpenTelemetry(configure: telemetry => telemetry.EnableSensitiveData = false).Build();
}
