using JobInterview.Grains.Sessions;
using Orleans;
using Orleans.Runtime;

namespace JobInterview.Silo.Hosting;

/// <summary>No interview begins in a silo whose memory is scarce; those that run go on.</summary>
internal sealed class MemoryWall(MemoryWatch memory) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => memory.IsScarce && Begins(context)
        ? throw new GatewayTooBusyException("The memory of this silo is scarce: no interview begins in it now.")
        : context.Invoke();

    private static bool Begins(IIncomingGrainCallContext context) =>
        context.MethodName is nameof(IInterviewSessionGrain.ScheduleAsync) or nameof(IInterviewSessionGrain.StartAsync)
        && context.InterfaceMethod.DeclaringType == typeof(IInterviewSessionGrain);
}
