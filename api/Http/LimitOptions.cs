using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Http;

/// <summary>How much anyone may ask for; never below what an interview and a company need (DESIGN §3).</summary>
public sealed class LimitOptions
{
    /// <summary>Requests a second that a room may make for ever. Default: 50.</summary>
    [Range(20, 100_000)] public int RoomPerSecond { get; set; } = 50;

    /// <summary>Requests that a room may make at once. Default: 500.</summary>
    [Range(60, 1_000_000)] public int RoomBurst { get; set; } = 500;

    /// <summary>Requests a second that a company may make for ever, rooms apart. Default: 200.</summary>
    [Range(100, 100_000)] public int TenantPerSecond { get; set; } = 200;

    /// <summary>Requests that a company may make at once, rooms apart. Default: 1,000.</summary>
    [Range(500, 1_000_000)] public int TenantBurst { get; set; } = 1_000;

    /// <summary>Requests of a company, rooms apart, that one process works on at the same time; as many as its burst wait in line. Default: 1 for each processor, at least 2.</summary>
    [Range(2, 10_000)] public int TenantAtOnce { get; set; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Requests of one room that one process works on at the same time; as many as its burst wait in line. Default: 16.</summary>
    [Range(4, 10_000)] public int RoomAtOnce { get; set; } = 16;

    /// <summary>Requests of all rooms of a company that one process works on at the same time. Default: 256.</summary>
    [Range(64, 100_000)] public int RoomsAtOnce { get; set; } = 256;

    /// <summary>Requests of all rooms of a company that wait in line for that. Default: 10,000.</summary>
    [Range(1_000, 1_000_000)] public int RoomsInLine { get; set; } = 10_000;

    /// <summary>Attempts a second to sign in, sign up or join from one address. Default: 5.</summary>
    [Range(1, 100_000)] public int SignInPerSecond { get; set; } = 5;

    /// <summary>Attempts at once to sign in, sign up or join from one address. Default: 50.</summary>
    [Range(5, 1_000_000)] public int SignInBurst { get; set; } = 50;
}

[OptionsValidator]
internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;
