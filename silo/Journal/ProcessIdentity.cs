using JobInterview.Tenants;

namespace JobInterview.Silo.Journal;

/// <summary>What this run of the process is called where it writes; a restart is another one.</summary>
internal sealed class ProcessIdentity
{
    public Guid Id { get; } = RandomId.New();
}
