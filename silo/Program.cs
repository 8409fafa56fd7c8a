using JobInterview.Silo.Backups;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

try
{
    if (await BackupCommands.TryRunAsync(args) is { } code)
    {
        return code;
    }

    var builder = Host.CreateApplicationBuilder(ProgramArguments.For(args));
    builder.AddQuietLogs();
    builder.AddJobInterviewTelemetry("jobinterview-silo");
    builder.AddJobInterviewSilo();
    builder.Services.AddHostedService<SiloHealth>();
    await builder.Build().RunPreparedAsync();
    return 0;
}
catch (Exception failure) when (StartRefusal.Of(failure) is { } refusal)
{
    return refusal.Tell();
}
