using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Ai;

/// <summary>A language model behind any OpenAI-compatible endpoint; without one the rules interview and score.</summary>
public sealed class AiOptions : IValidatableObject
{
    public const string Section = "Ai";

    /// <summary>The base address, such as <c>https://models.example/v1</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The key, where the endpoint wants one.</summary>
    public string? Key { get; set; }

    /// <summary>The model's name at the endpoint.</summary>
    public string? Model { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
        {
            yield return new("Ai:Endpoint is an absolute http or https address.", [nameof(Endpoint)]);
        }

        if (Endpoint is not null && string.IsNullOrWhiteSpace(Model))
        {
            yield return new("Ai:Model names the model at Ai:Endpoint.", [nameof(Model)]);
        }
    }
}

[OptionsValidator] internal sealed partial class AiOptionsValidator : IValidateOptions<AiOptions>;
