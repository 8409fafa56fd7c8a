using JobInterview.Silo.Backups;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

if (await BackupCommands.TryRunAsync(args) is { } code)
{
    return code;
}

var builder = Host.CreateApplicationBuilder(ProgramArguments.For(args));
builder.AddQuietLogs();
builder.AddJobInterviewTelemetry("jobinterview-silo");
builder.AddJobInterviewSilo();
builder.Services.AddHostedService<SiloHealth>();
await builder.Build().RunAsync();
return 0;
