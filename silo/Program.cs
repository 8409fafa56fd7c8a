using JobInterview.Silo.Hosting;
using JobInterview.Silo.Telemetry;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddQuietLogs();
builder.AddJobInterviewTelemetry("silo");
builder.AddJobInterviewSilo();
await builder.Build().RunAsync();
