using System.Reflection;
using System.Runtime.CompilerServices;
using JobInterview.Grains.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Serialization;

namespace JobInterview.Grains.Tests;

/// <summary>What grains say to each other passes between processes: a type that is only copied within one shows nothing of a serializer that does not work.</summary>
public sealed class WireTests
{
    private static readonly Serializer Wire = new ServiceCollection().AddSerializer(serializer => serializer.AddAssembly(typeof(TimeFactor).Assembly)).BuildServiceProvider().GetRequiredService<Serializer>();

    public static TheoryData<Type> Said => [.. typeof(TimeFactor).Assembly.GetTypes().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && !type.IsAbstract && !type.ContainsGenericParameters)];

    [Theory]
    [MemberData(nameof(Said))]
    public void Every_type_is_written_and_read(Type type)
    {
        var bytes = Wire.SerializeToArray(RuntimeHelpers.GetUninitializedObject(type));

        Assert.IsType(type, Wire.Deserialize<object>(bytes));
    }

    [Fact]
    public void A_factor_arrives_as_it_was_sent() =>
        Assert.All(TimeFactor.Offered, times => Assert.Equal(times, Wire.Deserialize<TimeFactor>(Wire.SerializeToArray(TimeFactor.Of(times).Value)).Times));
}
