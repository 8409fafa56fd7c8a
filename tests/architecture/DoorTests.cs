using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace JobInterview.Architecture.Tests;

/// <summary>There is one door from a request to a grain, and none around the tenant filter.</summary>
public sealed class DoorTests
{
    private const string Delivery = "JobInterview.Grains.Delivery";

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader()
        .LoadAssemblies(
            System.Reflection.Assembly.Load("JobInterview.Api"), System.Reflection.Assembly.Load("JobInterview.Silo"), System.Reflection.Assembly.Load("JobInterview.Grains")).Build();

    [Fact]
    public void Only_the_doors_make_grain_references()
    {
        string[] doors = ["JobInterview.Api.Tenants.TenantGrains", "JobInterview.Api.Tenants.RoomGrains", "JobInterview.Api.Tenants.GrainProbe"];

        var others = CallersOf("GetGrain").Where(type => type.StartsWith("JobInterview.Api", StringComparison.Ordinal)).Except(doors);

        Assert.Empty(others);
    }

    [Fact]
    public void Only_what_spans_tenants_by_nature_looks_across_them()
    {
        string[] allowed =
        [
            "JobInterview.Silo.Outbox.OutboxQueue", "JobInterview.Silo.Data.Tenants.TenantDirectory", "JobInterview.Silo.Data.Members.MemberDirectory",
            "JobInterview.Silo.Data.Clients.ApiClients", "JobInterview.Silo.Retention.OverdueTenants", "JobInterview.Silo.Retention.LedgerWalk",
        ];

        Assert.Empty(CallersOf("IgnoreQueryFilters").Except(allowed));
    }

    [Fact]
    public void What_is_shown_of_an_interview_is_read_where_holds_are_heeded()
    {
        const string Shown = "JobInterview.Api.Sessions.ShownSessions", Stream = "JobInterview.Api.Sessions.SessionStream";

        Assert.Equal([Shown], InApi(type => type.Dependencies.Any(dependency => dependency.Target.FullName == "JobInterview.Grains.Sessions.ISessionJournal")));
        Assert.Equal([Shown], InApi(type => Calls(type, "JobInterview.Grains.Sessions.SessionRecord", "Of")));
        Assert.Equal([Stream], InApi(type => Calls(type, "JobInterview.Grains.Sessions.IInterviewSessionGrain", "FollowAsync", "ObserveAsync")));
        Assert.Equal([Stream], InApi(type => Calls(type, Shown, "EntriesAsync")));
    }

    [Fact]
    public void How_an_answer_was_spoken_is_known_to_the_page_that_shows_it_and_to_nothing_that_scores()
    {
        string[] shows = ["JobInterview.Api.Sessions.DeliveryEndpoints", "JobInterview.Api.Sessions.DeliveryJson", "JobInterview.Api.Sessions.AnswerDeliveryJson"];

        var users = Code.Types.Where(type => type.Namespace?.FullName != Delivery)
            .Where(type => type.Dependencies.Any(dependency => dependency.Target.Namespace?.FullName == Delivery))
            .Select(type => type.FullName.Split('+', '/', '<')[0]).Distinct();

        Assert.NotEmpty(users);
        Assert.DoesNotContain(users, type => type.StartsWith("JobInterview.Grains", StringComparison.Ordinal));
        Assert.Empty(users.Where(type => !type.StartsWith("JobInterview.Api.Sessions.Delivery", StringComparison.Ordinal)).Except(shows));
    }

    [Fact]
    public void What_time_a_candidate_was_given_is_known_to_the_invitation_and_the_room_and_to_nothing_that_reviews_scores_or_decides()
    {
        const string Sessions = "JobInterview.Grains.Sessions.";
        string[] secrets = [Sessions + "TimeFactor", Sessions + "AccommodationApplied"];
        string[] knows =
        [
            .. secrets, Sessions + "ScheduleSession", Sessions + "InterviewSession", Sessions + "InterviewSessionGrain", Sessions + "SessionViews",
            Sessions + "SessionEventCodec", Sessions + "SessionEventJson", "JobInterview.Grains.Interviewing.Endpointing",
            "JobInterview.Api.Invitations.Inviting", "JobInterview.Api.Invitations.InvitePage",
        ];
        string[] tells = ["JobInterview.Api.Room.ExtraTime", "JobInterview.Api.Room.RoomEndpoints"];

        var users = Code.Types.Where(type => type.Dependencies.Any(dependency => secrets.Contains(dependency.Target.FullName))).Select(Whole).Distinct();
        var readers = Code.Types.Where(type => Calls(type, Sessions + "RoomView", "get_TimeFactor", "get_ThinkSeconds")).Select(Whole).Distinct();

        Assert.Superset(secrets.ToHashSet(), Code.Types.Select(type => type.FullName).ToHashSet());
        Assert.Empty(users.Where(type => !type.StartsWith("OrleansCodeGen", StringComparison.Ordinal)).Except(knows));
        Assert.Empty(readers.Where(type => !type.StartsWith("OrleansCodeGen", StringComparison.Ordinal)).Except([.. tells, Sessions + "RoomView", "JobInterview.Api.Room.Live", "JobInterview.Api.Room.Ready"]));
        Assert.NotEmpty(readers);
    }

    private static string Whole(IType type) => type.FullName.Split('+', '/', '<')[0];

    private static IEnumerable<string> InApi(Func<IType, bool> does) =>
        Code.Types.Where(type => type.FullName.StartsWith("JobInterview.Api", StringComparison.Ordinal) && does(type)).Select(type => type.FullName.Split('+', '/', '<')[0]).Distinct();

    private static bool Calls(IType type, string of, params string[] methods) => type.GetMethodMembers().SelectMany(member => member.GetCalledMethods())
        .Any(called => called.DeclaringType.FullName == of && methods.Any(method => called.Name.StartsWith(method + "(", StringComparison.Ordinal)));

    private static IEnumerable<string> CallersOf(string method) =>
        Code.Types.Where(type => type.GetMethodMembers().Any(member => member.GetCalledMethods().Any(called => called.Name.StartsWith(method + "(", StringComparison.Ordinal))))
            .Select(type => type.FullName.Split('+', '/', '<')[0]).Distinct();
}
