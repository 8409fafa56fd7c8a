using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Speech;

/// <summary>An engine that writes spoken answers down, behind any OpenAI-compatible endpoint; without one they stay recordings.</summary>
public sealed class SpeechOptions : IValidatableObject
{
    public const string Section = "Speech";

    /// <summary>The base address, such as <c>https://speech.example/v1</c>; recordings go to <c>audio/transcriptions</c> below it.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The key, where the endpoint wants one.</summary>
    public string? Key { get; set; }

    /// <summary>The model's name at the endpoint.</summary>
    public string? Model { get; set; }

    /// <summary>How long the engine has for one recording. Default: two minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")] public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after an answer its transcript is given up. Default: a day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")] public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Of a bigger recording only the sound is sent, made small by <c>Playback:Ffmpeg</c> where that is there. Default: 25 MiB, what public engines take.</summary>
    [Range(1, int.MaxValue)] public int MaxBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>Whether the engine writes hesitations down; only then is anything said about them.</summary>
    public bool KeepsFillers { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
        {
            yield return new("Speech:Endpoint is an absolute http or https address.", [nameof(Endpoint)]);
        }

        if (Endpoint is not null && string.IsNullOrWhiteSpace(Model))
        {
            yield return new("Speech:Model names the model at Speech:Endpoint.", [nameof(Model)]);
        }
    }
}

[OptionsValidator] internal sealed partial class SpeechOptionsValidator : IValidateOptions<SpeechOptions>;
