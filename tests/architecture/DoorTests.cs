using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace JobInterview.Architecture.Tests;

/// <summary>There is one door from a request to a grain, and none around the tenant filter.</summary>
public sealed class DoorTests
{
    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader()
        .LoadAssemblies(System.Reflection.Assembly.Load("JobInterview.Api"), System.Reflection.Assembly.Load("JobInterview.Silo")).Build();

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
            "JobInterview.Silo.Data.Clients.ApiClients",
        ];

        Assert.Empty(CallersOf("IgnoreQueryFilters").Except(allowed));
    }

    private static IEnumerable<string> CallersOf(string method) =>
        Code.Types.Where(type => type.GetMethodMembers().Any(member => member.GetCalledMethods().Any(called => called.Name.StartsWith(method + "(", StringComparison.Ordinal))))
            .Select(type => type.FullName.Split('+', '/', '<')[0]).Distinct();
}
