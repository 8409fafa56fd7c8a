using System.Globalization;
using System.Text.Json;
using JobInterview.Grains.Billing;
using JobInterview.Grains.Retention;
using JobInterview.Killed;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

if (args is ["starve", var seconds])
{
    Starving.Run(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
}

// Does the work of retention of one company on a real store, and kills itself at the step it is told: settings as JSON, company, step (0: none), minutes that its clock goes ahead.
var (tenant, step) = (TenantId.Parse(args[1], null), int.Parse(args[2], CultureInfo.InvariantCulture));
var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Configuration.AddInMemoryCollection(JsonSerializer.Deserialize<Dictionary<string, string?>>(args[0]));
builder.Logging.ClearProviders();
builder.Services.AddSingleton<TimeProvider>(new ClockAhead(TimeSpan.FromMinutes(int.Parse(args[3], CultureInfo.InvariantCulture))));
builder.AddJobInterviewStorage();
builder.Services.AddSingleton<ITombstones>(s => new DyingTombstones(
    s.GetService<PostgresDatabases>() is null ? ActivatorUtilities.CreateInstance<TombstoneFile>(s) : ActivatorUtilities.CreateInstance<TombstoneTable>(s), step));
builder.Services.AddSingleton<IBlobStore>(s => new DyingBlobs(ActivatorUtilities.CreateInstance<BlobFolder>(s), step));
using var host = builder.Build();
await host.Services.GetRequiredService<IStorageStartup>().PrepareAsync();

var ledger = host.Services.GetRequiredService<IDueLedger>();
var run = new RetentionRun(
    ledger, new DyingShredder(ActivatorUtilities.CreateInstance<Shredder>(host.Services), step), host.Services.GetRequiredService<IHoldBook>(),
    ActivatorUtilities.CreateInstance<ProcessClock>(host.Services, ledger));
var terms = new RetentionTerms(Subscription.Open(PlanTier.Starter, DateTimeOffset.UnixEpoch), RetentionPeriods.Default);
while (await run.PageAsync(tenant, terms) is not null)
{
    // until there is no more
}
