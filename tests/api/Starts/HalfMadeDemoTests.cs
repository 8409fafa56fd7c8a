using System.Net;
using JobInterview.Api.Tests.Product;
using Microsoft.Data.Sqlite;

namespace JobInterview.Api.Tests.Starts;

/// <summary>A process may die while it makes the demo company: the next one makes it whole.</summary>
public sealed class HalfMadeDemoTests
{
    [Fact]
    public async Task A_company_that_has_its_row_and_no_state_yet_is_made_whole_by_the_next_start()
    {
        var data = Directory.CreateTempSubdirectory("ji-half-").FullName;
        await using (await ProductProcess.StartAsync(data: data))
        {
        }

        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(data, "jobinterview.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var lose = connection.CreateCommand();
            lose.CommandText = "delete from grain_state where state_name = 'tenant'";
            Assert.Equal(1, await lose.ExecuteNonQueryAsync());
        }

        await using (var next = await ProductProcess.StartAsync(data: data))
        {
            using var http = next.Http();
            var api = await ApiClient.SignInAsync(http, next.Demo());
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/v1/subscription")).Status);
        }

        Directory.Delete(data, recursive: true);
    }
}
