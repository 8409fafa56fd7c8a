using System.Reflection;
using JobInterview.Grains;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace JobInterview.Api.Http;

/// <summary>A refusal as an answer; the OpenAPI document says so for every operation that may give one.</summary>
public sealed class Refused(Refusal refusal) : IResult, IEndpointMetadataProvider
{
    /// <summary>Why nothing was changed.</summary>
    public Refusal Refusal => refusal;

    public Task ExecuteAsync(HttpContext httpContext) => Problem.WriteAsync(httpContext, refusal);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(RefusesMetadata.Instance);
}

/// <summary>Says that an endpoint answers with problem documents.</summary>
internal sealed class RefusesMetadata
{
    public static readonly RefusesMetadata Instance = new();
}

/// <summary>From what a command came to, to an HTTP answer.</summary>
public static class RefusalResults
{
    /// <summary>200 with the value, or the refusal's problem document.</summary>
    public static Results<Ok<T>, Refused> ToHttp<T>(this Outcome<T> outcome) =>
        outcome.Accepted ? TypedResults.Ok(outcome.Value) : new Refused(outcome.Refusal!);

    /// <summary>200 with what the value is shown as, or the refusal's problem document.</summary>
    public static Results<Ok<TShown>, Refused> ToHttp<T, TShown>(this Outcome<T> outcome, Func<T, TShown> show) =>
        outcome.Accepted ? TypedResults.Ok(show(outcome.Value)) : new Refused(outcome.Refusal!);

    /// <summary>204, or the refusal's problem document.</summary>
    public static Results<NoContent, Refused> ToNoContent<T>(this Outcome<T> outcome) =>
        outcome.Accepted ? TypedResults.NoContent() : new Refused(outcome.Refusal!);

    /// <summary>201 with its address, or the refusal's problem document.</summary>
    public static Results<Created<TShown>, Refused> ToCreated<T, TShown>(this Outcome<T> outcome, Func<T, string> at, Func<T, TShown> show) =>
        outcome.Accepted ? TypedResults.Created(at(outcome.Value), show(outcome.Value)) : new Refused(outcome.Refusal!);

    /// <summary>The refusal as an answer.</summary>
    public static Refused ToHttp(this Refusal refusal) => new(refusal);
}
