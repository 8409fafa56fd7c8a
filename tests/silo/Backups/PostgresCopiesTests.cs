using JobInterview.Silo.Backups;
using Npgsql;

namespace JobInterview.Silo.Tests.Backups;

/// <summary>PostgreSQL's own programs take the same line as this one.</summary>
public sealed class PostgresCopiesTests
{
    [Theory]
    [InlineData("Host=db;SSL Mode=VerifyFull", "verify-full", "system")]
    [InlineData("Host=db;SSL Mode=VerifyFull;Root Certificate=/etc/ca.crt", "verify-full", "/etc/ca.crt")]
    [InlineData("Host=db;SSL Mode=VerifyCA;Root Certificate=/etc/ca.crt", "verify-ca", "/etc/ca.crt")]
    [InlineData("Host=db", "prefer", null)]
    public void What_is_checked_of_the_server_is_what_the_program_checks(string connection, string mode, string? authority)
    {
        var told = PostgresCopies.Environment(new NpgsqlConnectionStringBuilder(connection)).ToDictionary(variable => variable.Name, variable => variable.Value);

        Assert.Equal((mode, authority), (told["PGSSLMODE"], told["PGSSLROOTCERT"]));
    }
}
