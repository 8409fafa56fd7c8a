using Microsoft.EntityFrameworkCore;

namespace JobInterview.Benchmarks;

/// <summary>What a good team would write first: ASP.NET Core, EF Core, one answer inserted and its session updated in one transaction, in the clear.</summary>
internal static class PlainEndpoint
{
    public static async Task<int> RunAsync(string database, string connection, string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(address);
        builder.Services.AddDbContextPool<PlainDb>(options => _ = database == "sqlite" ? options.UseSqlite(connection) : options.UseNpgsql(connection));
        var app = builder.Build();
        app.MapPost("/setup/{count:int}", async (int count, PlainDb db) =>
        {
            await db.Database.EnsureCreatedAsync();
            if (database == "sqlite")
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
            }

            var sessions = Enumerable.Range(0, count).Select(_ => new PlainSession { Id = Guid.NewGuid() }).ToList();
            db.AddRange(sessions);
            await db.SaveChangesAsync();
            return sessions.Select(session => session.Id);
        });
        app.MapPost("/sessions/{id:guid}/answers", async (Guid id, PlainAnswerBody body, PlainDb db) =>
        {
            if (await db.Sessions.FindAsync(id) is not { } session)
            {
                return Results.NotFound();
            }

            session.Answers++;
            session.UpdatedAt = DateTime.UtcNow;
            db.Add(new PlainAnswer { SessionId = id, Seq = session.Answers, Text = body.Text, At = session.UpdatedAt });
            await db.SaveChangesAsync();
            return Results.Ok(new { seq = session.Answers, body.ClientMessageId });
        });
        app.MapGet("/count", (PlainDb db) => db.Answers.CountAsync());
        await app.RunAsync();
        return 0;
    }

    private sealed class PlainDb(DbContextOptions<PlainDb> options) : DbContext(options)
    {
        public DbSet<PlainSession> Sessions => Set<PlainSession>();

        public DbSet<PlainAnswer> Answers => Set<PlainAnswer>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<PlainAnswer>().HasKey(answer => new { answer.SessionId, answer.Seq });
    }

    private sealed class PlainSession
    {
        public Guid Id { get; init; }
        public int Answers { get; set; }
        public DateTime UpdatedAt { get; set; }
    }

    private sealed class PlainAnswer
    {
        public Guid SessionId { get; init; }
        public int Seq { get; init; }
        public string Text { get; init; } = "";
        public DateTime At { get; init; }
    }
}

internal sealed record PlainAnswerBody(int Epoch, string ClientMessageId, string Text);
