using JobInterview.Api.Demo;
using JobInterview.Api.Health;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Interviews;
using JobInterview.Api.Invitations;
using JobInterview.Api.Room;
using JobInterview.Api.Sessions;
using JobInterview.Api.Tenants;
using JobInterview.Silo.Hosting;
using JobInterview.Api.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.AddQuietLogs();
builder.AddDefaultAddress();
builder.AddPlatform();
builder.AddApiConventions();
builder.AddTenancy();
builder.AddAccounts();
builder.AddOAuth();
builder.AddInvitations();
builder.AddDemo();

var app = builder.Build();
app.UseApiConventions();
app.UseCallers();
app.MapHealth();
app.MapOAuth();
app.MapIdentity();

var v1 = app.MapGroup("/api/v1");
v1.MapRoom();
v1.MapPlans();
v1.MapInvitations();
v1.MapSessions();
await app.RunAsync();
