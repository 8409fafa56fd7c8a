namespace JobInterview.Api.Http;

/// <summary>A short list that is never paged.</summary>
public sealed record ItemsJson<T>(IReadOnlyList<T> Items);
