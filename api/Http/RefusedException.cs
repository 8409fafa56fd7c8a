using JobInterview.Grains;

namespace JobInterview.Api.Http;

/// <summary>Carries a refusal out of the binding of a request, where there is no result to give; an endpoint returns <see cref="Refused"/> instead.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Code)
{
    /// <summary>Why nothing was changed.</summary>
    public Refusal Refusal => refusal;
}
