using JobInterview.Grains.Transcription;
using JobInterview.Silo.Recordings.Remux;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Speech;

public static class SpeechHosting
{
    /// <summary>Transcripts of spoken answers, where <c>Speech:Endpoint</c> names an engine; else nothing at all.</summary>
    public static IHostApplicationBuilder AddSpeech(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(SpeechOptions.Section);
        if (string.IsNullOrWhiteSpace(section[nameof(SpeechOptions.Endpoint)]))
        {
            return builder;
        }

        builder.Services.AddOptions<SpeechOptions>().Bind(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SpeechOptions>, SpeechOptionsValidator>();
        builder.Services.AddSingleton<ISpeechToTextClient>(s => new TranscriptionsClient(Options(s), s.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(s => new SpeechToText(s.GetServices<ISpeechToTextClient>(), Options(s).KeepsFillers));
        builder.Services.AddSingleton(s => new TranscriptionLimits(Options(s).GiveUpAfter, Options(s).MaxBytes, Options(s).Timeout, s.GetRequiredService<IOptions<PlaybackOptions>>().Value.Timeout));
        builder.Services.AddSingleton<ISoundTracks, SoundTracks>();
        return builder;
    }

    private static SpeechOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<SpeechOptions>>().Value;
}
