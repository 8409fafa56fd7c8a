using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace JobInterview.Silo.Hosting;

/// <summary>The dashboard of silos, grain kinds and calls for operators: none without a secret.</summary>
public sealed class OperatorDashboardOptions
{
    public const string Section = "Dashboard";

    /// <summary>SHA-256 of the operators' secret, 64 hex digits. The secret is 32 random bytes or more, so its plain hash can not be guessed. Default: none, and no dashboard.</summary>
    [RegularExpression("[0-9a-fA-F]{64}", ErrorMessage = "Dashboard:SecretSha256 must be the SHA-256 of the secret: 64 hex digits.")]
    public string? SecretSha256 { get; set; }

    /// <summary>The port of loopback at which an api process shows it. Default: 5081.</summary>
    [Range(1, 65535)] public int Port { get; set; } = 5081;
}

[OptionsValidator] internal sealed partial class OperatorDashboardOptionsValidator : IValidateOptions<OperatorDashboardOptions>;

/// <summary>What silos count for the dashboard, and how their clients ask for it.</summary>
public static class OperatorDashboard
{
    public static bool IsWanted(IConfiguration configuration) => configuration[$"{OperatorDashboardOptions.Section}:{nameof(OperatorDashboardOptions.SecretSha256)}"] is { Length: > 0 };

    internal static void Use(ISiloBuilder silo, IHostApplicationBuilder builder)
    {
        Validate(builder);
        if (IsWanted(builder.Configuration))
        {
            silo.AddDashboard(Configure);
        }
    }

    internal static void Use(IClientBuilder client, IHostApplicationBuilder builder)
    {
        Validate(builder);
        if (IsWanted(builder.Configuration))
        {
            client.AddDashboard(Configure);
        }
    }

    private static void Validate(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OperatorDashboardOptions>().BindConfiguration(OperatorDashboardOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<OperatorDashboardOptions>, OperatorDashboardOptionsValidator>();
    }

    // A trace is the log of a process, which is read where logs are.
    private static void Configure(DashboardOptions options) => options.HideTrace = true;
}
