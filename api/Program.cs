using JobInterview.Api.DataSubjects;
using JobInterview.Api.Demo;
using JobInterview.Api.Health;
using JobInterview.Api.Hosting;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Interviews;
using JobInterview.Api.Invitations;
using JobInterview.Api.Keys;
using JobInterview.Api.OpenApi;
using JobInterview.Api.Operators;
using JobInterview.Api.Recordings;
using JobInterview.Api.Retention;
using JobInterview.Api.Room;
using JobInterview.Api.Sessions;
using JobInterview.Api.Tenants;
using JobInterview.Api.Web;
using JobInterview.Silo.Backups;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Telemetry;

try
{
    if (await BackupCommands.TryRunAsync(args) is { } code)
    {
        return code;
    }

    var builder = WebApplication.CreateBuilder(ProgramArguments.For(args));
    builder.WebHost.UseStaticWebAssets();
    builder.AddQuietLogs();
    builder.AddJobInterviewTelemetry("jobinterview-api");
    builder.AddDefaultAddress();
    builder.AddPlatform();
    builder.AddApiConventions();
    builder.AddTenancy();
    builder.AddAccounts();
    builder.AddOAuth();
    builder.AddInvitations();
    builder.AddRecordings();
    builder.AddRetention();
    builder.AddJobInterviewOpenApi();
    builder.Services.AddWebPages();
    builder.AddOperatorDashboard();
    builder.AddDemo();

    var app = builder.Build();
    app.UseUploads();
    app.UseApiConventions();
    app.UseWebPages();
    app.UseCallers();
    app.UseRoomVisits();
    app.MapHealth();
    app.MapOAuth();
    app.MapIdentity();
    app.MapJobInterviewOpenApi();
    app.MapWebPages();
    app.MapOperatorDashboard();

    var v1 = app.MapGroup("/api/v1");
    v1.MapRoom();
    v1.MapPlans();
    v1.MapInvitations();
    v1.MapSessions();
    v1.MapCaptions();
    v1.MapDelivery();
    v1.MapRecordings();
    v1.MapSubjects();
    v1.MapRetention();
    v1.MapKeys();
    await app.RunPreparedAsync();
    return 0;
}
catch (Exception failure) when (StartRefusal.Of(failure) is { } refusal)
{
    return refusal.Tell();
}
