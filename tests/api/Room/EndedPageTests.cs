using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using JobInterview.Api.Room;
using JobInterview.Api.Web;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobInterview.Api.Tests.Room;

/// <summary>The candidate's page of an interview that is over, with each of its parts there, withheld and destroyed: it tells one truth, in both languages.</summary>
public sealed class EndedPageTests
{
    private const string Reason = "Clear and concrete.";
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Keeping[] Ways = Enum.GetValues<Keeping>();

    private static readonly ImmutableArray<JournalEntry> Journal =
    [
        .. new SessionEvent[]
        {
            new SessionScheduled(Guid.NewGuid(), 1, "Team coordinator", Guid.NewGuid(), "en", "aa", Noon.AddDays(14), "Acme", new(ActorKind.Member, Guid.NewGuid()), 300, 1),
            new QuestionAsked("q1", 0, "Question 1?"), new TurnCommitted("m-1", "q1", "", Channel.Voice) { RecordingId = Guid.NewGuid() }, new SessionCompleted(IsPartial: false),
            new SuggestionMade(new("conflict", 4, null, [], [], new(BrainKind.Rules, "1"), 1, "hash")), new RatingLocked(Guid.NewGuid(), "conflict", 4, ""),
            new DecisionRecorded(Guid.NewGuid(), Disposition.Advance, Reason, ["conflict"]), new DecisionNoted(Guid.NewGuid(), Disposition.Advance, ["conflict"]),
        }.Select((e, i) => SessionEventCodec.Encode(i + 1, Noon, e)),
    ];

    /// <summary>What a page may claim, in each language, and when that is so.</summary>
    private static readonly (string English, string French, Func<RoomParts, bool> IsSo)[] Claims =
    [
        ("People at Acme read your answers", "chez Acme lisent vos réponses", parts => parts.CanBeRead && !parts.CanBeHeard),
        ("read and hear your answers", "lisent et écoutent vos réponses", parts => parts.CanBeRead && parts.CanBeHeard),
        ("People at Acme hear your answers", "chez Acme écoutent vos réponses", parts => parts.CanBeHeard && !parts.CanBeRead),
        ("Nobody at Acme", "Personne chez Acme", parts => !parts.CanBeRead && !parts.CanBeHeard),
        ("answer kept", "réponse conservée", parts => parts.CanBeRead || parts.CanBeHeard),
        ("is kept for Acme", "est conservé pour Acme", parts => parts.CanBeRead || parts.CanBeHeard),
        ("listen to the recordings", "écoutent les enregistrements", parts => parts.CanBeRead && parts.CanBeHeard),
        ("is what counts", "qui compte", parts => parts.CanBeRead && parts.CanBeHeard),
        ("Your spoken answers", "Vos réponses orales", parts => parts.CanBeRead),
        ("had answered is destroyed", "aviez répondu est détruit", parts => !parts.CanBeRead && !parts.CanBeHeard && parts.Words != Keeping.Withheld && !parts.Recordings.Contains(Keeping.Withheld)),
        ("destroyed", "détruit", parts => parts.Missing.Any(part => part.Keeping == Keeping.Destroyed)),
        ("legal hold", "mise sous séquestre", parts => parts.HasHold),
        ("of yours that it pointed to are not shown", "sur lesquels il s'appuyait ne sont plus montrés", parts => !parts.CanBeRead && parts.Judgements == Keeping.Kept),
        ("A program looked for evidence", "Un programme a cherché", parts => parts.Judgements == Keeping.Kept),
        (Reason, Reason, parts => parts.Decision == Keeping.Kept),
        ("Ask for a human review", "Demander un réexamen humain", parts => parts.Decision == Keeping.Kept),
    ];

    [Theory]
    [InlineData(SessionState.Completed, 1), InlineData(SessionState.Partial, 1), InlineData(SessionState.Withdrawn, 1), InlineData(SessionState.Withdrawn, 0), InlineData(SessionState.Expired, 1)]
    public async Task Whatever_is_withheld_and_destroyed_no_sentence_says_otherwise(SessionState state, int turns)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        foreach (var (record, parts) in All())
        {
            var (english, french) = (await RenderAsync(renderer, "en", state, turns, record, parts), await RenderAsync(renderer, "fr", state, turns, record, parts));

            foreach (var claim in Claims)
            {
                var isClaimed = english.Contains(claim.English, StringComparison.Ordinal);
                Assert.True(!isClaimed || claim.IsSo(parts), $"“{claim.English}” where {parts.Words}, {string.Join('+', parts.Recordings)}, {parts.Judgements}, {parts.Decision}: {english}");
                Assert.True(isClaimed == french.Contains(claim.French, StringComparison.Ordinal), $"“{claim.French}” and not “{claim.English}”, or the other way: {french}");
            }
        }
    }

    [Fact]
    public async Task Each_claim_is_made_where_it_is_so()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        foreach (var (record, parts) in All())
        {
            var page = await RenderAsync(renderer, "en", SessionState.Completed, 1, record, parts) + await RenderAsync(renderer, "en", SessionState.Expired, 1, record, parts);

            Assert.All(Claims.Where(claim => claim.IsSo(parts)), claim => Assert.Contains(claim.English, page, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<(SessionRecord Record, RoomParts Parts)> All() =>
        from words in Ways
        from judgements in Ways
        from decision in Ways
        from recordings in (Keeping[][])[[], [Keeping.Kept], [Keeping.Withheld], [Keeping.Destroyed], [Keeping.Kept, Keeping.Withheld], [Keeping.Withheld, Keeping.Destroyed], Ways]
        let record = Record((AssetKind.Transcript, words), (AssetKind.Scorecard, judgements), (AssetKind.Decision, decision))
        select (record, RoomParts.Of(record, recordings.Select(Recorded)));

    private static SessionRecord Record(params (AssetKind Part, Keeping Keeping)[] parts)
    {
        var gone = parts.Where(part => part.Keeping == Keeping.Destroyed).Select(part => part.Part).ToHashSet();
        return SessionRecord.Of(
            [.. Journal.Select(entry => gone.Contains(SessionEventCodec.PartOf(entry.Kind)) ? entry with { Body = [] } : entry)],
            parts.Where(part => part.Keeping == Keeping.Withheld).Select(part => part.Part).ToHashSet());
    }

    private static RecordingListing Recorded(Keeping keeping)
    {
        var key = new TenantKey(TenantId.New(), Guid.NewGuid());
        return new(
            key, Guid.NewGuid(), Guid.NewGuid(), RecordingKind.Audio, "candidate", "audio/webm", 1, null, keeping == Keeping.Destroyed ? RecordingState.Destroyed : RecordingState.Complete, null, null, Noon, Noon, Noon,
            new() { Asset = key, Kind = AssetKind.Recording, SessionId = Guid.NewGuid(), SubjectId = Guid.NewGuid(), KeyId = Guid.NewGuid(), State = keeping switch { Keeping.Kept => DueState.Scheduled, Keeping.Withheld => DueState.Held, _ => DueState.Destroyed } });
    }

    private static Task<string> RenderAsync(HtmlRenderer renderer, string language, SessionState state, int turns, SessionRecord record, RoomParts parts) => renderer.Dispatcher.InvokeAsync(async () =>
    {
        Language.Use(language, chosen: false);
        var isReviewed = state is SessionState.Completed or SessionState.Partial;
        var page = await renderer.RenderComponentAsync<Ended>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            ["Room"] = new RoomView
            {
                State = state, Epoch = 1, Language = language, Consent = new("1", []), Clock = new(0, false), Company = "Acme", PlanTitle = "Team coordinator", Seq = 8, Turns = turns, ExpiresAt = Noon,
            },
            ["Record"] = record,
            ["Parts"] = parts,
            ["Explanation"] = isReviewed ? Explanation.Of(record) : null,
        }));
        return WebUtility.HtmlDecode(Regex.Replace(page.ToHtmlString(), "<[^>]+>", " "));
    });
}
