using JobInterview.Silo.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JobInterview.Silo.Tests.Data;

public sealed class StorageFaultsTests
{
    [Theory]
    [InlineData(13, true)]
    [InlineData(8, true)]
    [InlineData(5, true)]
    [InlineData(19, false)]
    [InlineData(1, false)]
    public void A_full_or_read_only_file_is_unavailable_and_a_broken_rule_is_not(int code, bool unavailable) =>
        Assert.Equal(unavailable, StorageFaults.IsUnavailable(new DbUpdateException("", new SqliteException("", code))));

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, true)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, true)]
    [InlineData(PostgresErrorCodes.AdminShutdown, true)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, false)]
    public void A_server_that_is_full_or_leaving_is_unavailable_and_a_refusal_is_not(string state, bool unavailable) =>
        Assert.Equal(unavailable, StorageFaults.IsUnavailable(new PostgresException("", "", "", state)));

    [Fact]
    public void A_server_out_of_reach_is_unavailable() => Assert.True(StorageFaults.IsUnavailable(new NpgsqlException("")));

    [Fact]
    public void Any_other_failure_is_a_bug() => Assert.False(StorageFaults.IsUnavailable(new InvalidOperationException()));
}
