using System.Text;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.AtRest;

/// <summary>A grep of everything the product keeps finds no personal word (law 7).</summary>
public sealed class PlainTextTests
{
    [Fact]
    public async Task No_file_holds_a_name_an_address_an_answer_or_a_secret()
    {
        await using var product = await ProductProcess.StartAsync();
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var candidate = await Candidate.InviteAsync(http, api, "Zephyrine Quillfeather", "zephyrine@quillfeather.test");
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        await candidate.AnswerAllAsync("Xylographic marmalade: " + Candidate.Story);
        var company = await Company.OpenAsync(http);
        await api.GetAsync("/api/v1/sessions?q=zephyrine");

        await product.KillAsync();                            // nothing is tidied away before the search

        string[] words = ["Zephyrine", "Quillfeather", "zephyrine@quillfeather.test", "Xylographic", "marmalade", "disagreed about the delivery", candidate.Token, "Olive Owner"];
        var files = Directory.GetFiles(product.Data, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "demo.json").Append(product.Log).Where(File.Exists).ToList();
        Assert.Contains(files, file => file.EndsWith("jobinterview.db", StringComparison.Ordinal));
        Assert.All(files, file =>
        {
            var bytes = File.ReadAllBytes(file);
            Assert.All(words, word => Assert.False(
                Holds(bytes, Encoding.UTF8.GetBytes(word)) || Holds(bytes, Encoding.Unicode.GetBytes(word)), $"{Path.GetFileName(file)} holds a personal word"));
        });
        Assert.NotNull(company);
    }

    [Fact]
    public async Task The_search_would_find_what_is_there()
    {
        await using var product = await ProductProcess.StartAsync();

        var file = Directory.GetFiles(product.Data, "jobinterview.db*").Select(File.ReadAllBytes).ToList();

        Assert.Contains(file, bytes => Holds(bytes, "Team coordinator"u8));   // a plan's title is no personal word, and is in the clear
    }

    private static bool Holds(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> word) => bytes.IndexOf(word) >= 0;
}
