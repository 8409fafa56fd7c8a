using JobInterview.Silo.Hosting;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddJobInterviewSilo();
await builder.Build().RunAsync();
