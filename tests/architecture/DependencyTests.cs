using System.Reflection;
using JobInterview.Grains;
using JobInterview.Tenants;
using Orleans.Runtime;

namespace JobInterview.Architecture.Tests;

/// <summary>Who may lean on whom, and the few rules that no compiler holds (DESIGN §3, §4).</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Tenants = typeof(TenantId).Assembly;
    private static readonly Assembly Grains = typeof(Refusal).Assembly;
    private static readonly Assembly Silo = Assembly.Load("JobInterview.Silo");
    private static readonly Assembly Api = Assembly.Load("JobInterview.Api");

    public static TheoryData<string, string[]> MayLeanOn => new()
    {
        { "JobInterview.Tenants", [] },
        { "JobInterview.Grains", ["JobInterview.Tenants"] },
        { "JobInterview.Silo", ["JobInterview.Tenants", "JobInterview.Grains"] },
        { "JobInterview.Api", ["JobInterview.Tenants", "JobInterview.Grains", "JobInterview.Silo"] },
    };

    [Theory, MemberData(nameof(MayLeanOn))]
    public void A_part_leans_only_on_the_parts_below_it(string part, string[] below)
    {
        var leansOn = Assembly.Load(part).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("JobInterview.", StringComparison.Ordinal));

        Assert.Empty(leansOn.Except(below));
    }

    [Theory]
    [InlineData("JobInterview.Grains", "Microsoft.EntityFrameworkCore"), InlineData("JobInterview.Grains", "Microsoft.AspNetCore"), InlineData("JobInterview.Grains", "Npgsql")]
    [InlineData("JobInterview.Api", "Npgsql"), InlineData("JobInterview.Api", "Microsoft.Data.Sqlite"), InlineData("JobInterview.Tenants", "Microsoft.EntityFrameworkCore")]
    public void A_part_does_not_know_what_belongs_to_another(string part, string library)
    {
        var known = Assembly.Load(part).GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(known, name => name.StartsWith(library, StringComparison.Ordinal));
    }

    [Fact]
    public void Grain_classes_are_internal_and_sealed()
    {
        var open = GrainClasses.Where(type => type.IsVisible || !type.IsSealed).Select(type => type.Name);

        Assert.Empty(open);
    }

    [Fact]
    public void Every_grain_belongs_to_a_tenant()
    {
        var homeless = GrainClasses.Where(type => !typeof(ITenantScopedGrain).IsAssignableFrom(type)).Select(type => type.Name);

        Assert.Empty(homeless);
    }

    [Fact]
    public void State_names_are_unique_because_the_row_key_ignores_the_class()
    {
        var names = GrainClasses.SelectMany(type => type.GetConstructors()).SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName).OfType<string>().ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
    }

    [Fact]
    public void No_grain_keeps_state_by_inheritance() =>
        Assert.DoesNotContain(GrainClasses, type => type.BaseType is { IsGenericType: true } inherited && inherited.GetGenericTypeDefinition() == typeof(Grain<>));

    [Fact]
    public void Wire_names_are_pinned()
    {
        var unpinned = Grains.GetTypes().Concat(Tenants.GetTypes())
            .Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && !type.IsEnum && type.GetCustomAttribute<AliasAttribute>() is null)
            .Concat(GrainInterfaces.Where(type => type.GetCustomAttribute<GrainInterfaceTypeAttribute>() is null))
            .Concat(GrainClasses.Where(type => type.GetCustomAttribute<GrainTypeAttribute>() is null))
            .Select(type => type.Name);
        var methods = GrainInterfaces.SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<AliasAttribute>() is null).Select(method => method.Name);

        Assert.Empty(unpinned.Concat(methods));
    }

    [Fact]
    public void Nothing_is_common_or_a_helper()
    {
        string[] vague = ["Common", "Helpers", "Helper", "Utils", "Util", "Manager", "Misc"];
        var named = new[] { Tenants, Grains, Silo, Api }.SelectMany(part => part.GetTypes())
            .Where(type => type.Namespace?.StartsWith("JobInterview", StringComparison.Ordinal) is true && !type.Name.StartsWith('<'))
            .Where(type => vague.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal) || type.Namespace!.Split('.').Contains(word)))
            .Select(type => type.FullName);

        Assert.Empty(named);
    }

    private static IEnumerable<Type> GrainClasses => Grains.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(Grain).IsAssignableFrom(type));

    private static IEnumerable<Type> GrainInterfaces => Grains.GetTypes().Where(type => type.IsInterface && typeof(IGrainWithStringKey).IsAssignableFrom(type));
}
