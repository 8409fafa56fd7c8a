using System.Text;
using JobInterview.Grains.Billing;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Recordings;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>Recordings of a made-up company as the product keeps them: row, parts, sealed bytes, key and ledger.</summary>
internal sealed class KeptThings(TestStorage storage, TenantId? tenant = null)
{
    public const string Words = "I asked her why, and then I listened. ";

    /// <summary>Three segments of a part.</summary>
    public static readonly byte[] Content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Words, 4_500)));

    public TenantId Tenant { get; } = tenant ?? TenantId.New();

    public TestStorage Storage { get; } = storage;

    public RetentionTerms Terms { get; set; } = new(Subscription.Open(PlanTier.Starter, storage.Clock.GetUtcNow()), RetentionPeriods.Default);

    public RetentionRun Run(IShredder? shredder = null) =>
        new(Storage.Get<IDueLedger>(), shredder ?? Storage.Get<IShredder>(), Storage.Get<IHoldBook>(), Storage.Make<ProcessClock>(Storage.Get<IDueLedger>()));

    /// <summary>The same company in another process on the same data.</summary>
    public KeptThings In(TestStorage other) => new(other, Tenant) { Terms = Terms };

    public async Task<TenantKey> RecordAsync((TenantKey Session, Guid Key)? of = null)
    {
        var session = of ?? await SessionAsync();
        var (recording, subject) = (new TenantKey(Tenant, RandomId.New()), RandomId.New());
        var keyId = await Storage.Get<IKeyring>().CreateDataKeyAsync(new(Tenant, subject));
        Assert.True(MediaType.TryParse("audio/webm", out var media));
        var begun = Recording.Begin(
            new(session.Session.Id, subject, media, "candidate", null, null, Content.Length, "filename bm90ZXM="), keyId, new(), Storage.Clock.GetUtcNow()).Value!;
        Assert.Equal(RowsOutcome.Saved, await Storage.Get<IRecordingRows>().SaveAsync(recording, null, begun));

        var key = await Storage.Get<KeyVault>().OpenAsync(Tenant, keyId);
        var name = new BlobName(new(recording), UploadTail.NewName(0));
        var format = PartFormat.New(new(recording, session.Session.Id, name.Name), key, 0, isProvisional: false);
        await using var writer = await PartWriter.CreateAsync(Storage.Get<IBlobStore>(), name, format, Content.Length, CancellationToken.None);
        await writer.WriteAsync(Content, CancellationToken.None);
        var complete = begun.Add([await writer.CompleteAsync(0)], null, new(), Storage.Clock.GetUtcNow()).Value!;
        Assert.Equal(RowsOutcome.Saved, await Storage.Get<IRecordingRows>().SaveAsync(recording, begun, complete));
        return recording;
    }

    /// <summary>A recording of an interview that has just ended.</summary>
    public async Task<TenantKey> EndedAsync()
    {
        var session = await SessionAsync();
        var recording = await RecordAsync(session);
        await EndAsync(session);
        return recording;
    }

    public async Task<(TenantKey Session, Guid Key)> SessionAsync()
    {
        var session = await Sessions.NewAsync(Storage, Tenant);
        await Storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));
        return session;
    }

    public Task EndAsync((TenantKey Session, Guid Key) session)
    {
        var ending = Sessions.Append(session, 2);
        return Storage.Get<ISessionJournal>().AppendAsync(ending with { Listing = ending.Listing with { State = SessionState.ReadyForReview, EndedAt = Storage.Clock.GetUtcNow() } });
    }

    /// <summary>All the work there is now.</summary>
    public async Task<RetentionTally> WorkAsync(IShredder? shredder = null)
    {
        var (run, tally) = (Run(shredder), RetentionTally.Nothing);
        while (await run.PageAsync(Tenant, Terms) is { } page)
        {
            tally = tally.With(page);
        }

        return tally;
    }

    /// <summary>Time passes, and all that is due is done, with the end of what was destroyed.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Storage.Clock.Advance(time);
        await WorkAsync();
        Storage.Clock.Advance(DueEntry.LeaseLimit);
        await WorkAsync();
    }

    public async Task<DueEntry> EntryAsync(TenantKey recording) => (await Storage.Get<IDueShelf>().FindAsync(recording))!;

    public async Task<bool> HasKeyAsync(TenantKey recording) => (await Storage.Get<IShredder>().WholeAsync(Tenant, [await EntryAsync(recording)])).Count == 1;

    public string[] Files(TenantKey recording)
    {
        var folder = Path.Combine(Storage.Path, "blobs", recording.ToString());
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    public async Task<byte[]?> ReadAsync(TenantKey recording)
    {
        try
        {
            await using var stream = await Storage.Get<IRecordings>().OpenAsync(recording);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            return copy.ToArray();
        }
        catch (Exception gone) when (gone is RecordingGoneException or KeyGoneException)
        {
            return null;
        }
    }

    public async Task<int> EventsAsync(TenantKey recording)
    {
        var log = await Storage.Make<AuditLog>().ListAsync(Tenant, null, 100);
        return log.Items.Count(entry => entry.Note.Action == "recording.destroyed" && entry.Note.Subject == recording.Id);
    }
}
