using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Silo.Ai;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace JobInterview.Silo.Tests.Ai;

public sealed class AiHostingTests
{
    [Fact]
    public void Without_an_endpoint_there_is_no_model()
    {
        using var host = Host(("Ai:Model", "any"), ("Ai:Endpoint", ""));

        Assert.Null(host.Services.GetService<IChatClient>());
        Assert.Empty(host.Services.GetServices<ModelBrain>());
        Assert.NotNull(host.Services.GetService<RuleBrain>());
    }

    [Theory]
    [InlineData("https://models.example/v1", null)]
    [InlineData("ftp://models.example/v1", "any")]
    public void Settings_that_can_not_work_stop_the_start(string endpoint, string? model)
    {
        using var host = Host(("Ai:Endpoint", endpoint), ("Ai:Model", model));

        Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<AiOptions>>().Value);
    }

    [Fact]
    public async Task An_OpenAI_compatible_endpoint_chooses_the_next_move()
    {
        await using var endpoint = await Endpoint("""{"move":"Result","text":null}""");
        using var host = Host(("Ai:Endpoint", endpoint.Urls.Single() + "/v1"), ("Ai:Model", "small-1"));
        var brain = host.Services.GetRequiredService<ModelBrain>();
        var question = DemoPlans.English.Questions[0];
        var context = new TurnContext(
            question, "en", ["In March a colleague and I disagreed. I asked her what worried her about the weekend, and I proposed to split the morning shifts in another way."], [],
            ImmutableArray.Create(ProbeSlot.Result));

        var move = await brain.NextMoveAsync(context, CancellationToken.None);

        Assert.Equal(ProbeSlot.Result, Assert.IsType<Move.Probe>(move).Slot);
        Assert.Equal(new BrainId(BrainKind.Model, "small-1"), brain.Id);
    }

    private static IHost Host(params (string Key, string? Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        builder.Services.AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider()).AddInterviewing();
        builder.AddAi();
        return builder.Build();
    }

    private static async Task<WebApplication> Endpoint(string content)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var endpoint = builder.Build();
        endpoint.Run(context => context.Response.WriteAsJsonAsync(new
        {
            id = "1",
            @object = "chat.completion",
            created = 1,
            model = "small-1",
            choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = "stop" } },
        }));
        await endpoint.StartAsync();
        return endpoint;
    }
}
