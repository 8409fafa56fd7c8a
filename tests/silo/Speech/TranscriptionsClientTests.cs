using System.Security.Cryptography;
using JobInterview.Grains.Transcription;
using JobInterview.Silo.Speech;
using JobInterview.Tests.Speech;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace JobInterview.Silo.Tests.Speech;

/// <summary>The engine at its best and at its worst, over real HTTP.</summary>
public sealed class TranscriptionsClientTests : IAsyncLifetime
{
    private static readonly byte[] Sound = RandomNumberGenerator.GetBytes(200_000);
    private readonly FakeTimeProvider _clock = new();
    private SpeechEngine _engine = null!;
    private TranscriptionsClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await SpeechEngine.StartAsync();
        _engine.Always = Behaviour.Well;
        _client = new(new() { Endpoint = new(_engine.Endpoint), Key = "secret", Model = "whisper-1" }, _clock);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _engine.DisposeAsync();
    }

    [Fact]
    public async Task A_recording_goes_out_whole_and_comes_back_as_words_with_their_times()
    {
        var response = await AskAsync("audio/webm;codecs=opus");

        var heard = Assert.IsType<HeardSpeech>(response.RawRepresentation);
        Assert.Equal((_engine.Words, "english", 3.6), (heard.Text, heard.Language, heard.Seconds));
        Assert.Equal(("asked", 0.4, 0.8), (heard.Words[1].Word, heard.Words[1].Start, heard.Words[1].End));
        Assert.Equal(-0.05, Assert.Single(heard.Segments).LogProbability);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Sound)), Assert.Single(_engine.Recordings));
        Assert.Equal(("whisper-1", "verbose_json", "answer.webm"), (_engine.LastForm!["model"].ToString(), _engine.LastForm["response_format"].ToString(), _engine.LastForm.Files[0].FileName));
        Assert.Equal("word,segment", _engine.LastForm["timestamp_granularities[]"].ToString());
        Assert.Empty(_engine.LastForm["language"].ToString());
    }

    [Theory]
    [InlineData("audio/mp4", "answer.mp4"), InlineData("video/webm", "answer.webm"), InlineData("audio/ogg", "answer.ogg"), InlineData("audio/wav", "answer.wav")]
    public async Task The_file_is_named_by_its_container(string type, string name)
    {
        await AskAsync(type);

        Assert.Equal(name, _engine.LastForm!.Files[0].FileName);
    }

    [Theory]
    [InlineData(Behaviour.Fails, "engine-500", false), InlineData(Behaviour.Refuses, "engine-400", true)]
    [InlineData(Behaviour.Garbles, "engine-garbled", false), InlineData(Behaviour.Floods, "engine-garbled", false)]
    public async Task What_is_no_answer_has_a_cause_and_says_whether_to_ask_again(Behaviour behaviour, string cause, bool isFinal)
    {
        _engine.Then(behaviour);

        var failure = await Assert.ThrowsAsync<SpeechFailedException>(() => AskAsync());

        Assert.Equal((cause, isFinal), (failure.Cause, failure.IsFinal));
    }

    [Fact]
    public async Task Half_an_answer_is_none()
    {
        _engine.Then(Behaviour.Halves);

        var failure = await Record.ExceptionAsync(() => AskAsync());

        Assert.True(failure is IOException or HttpRequestException, $"{failure}");
    }

    [Fact]
    public async Task An_engine_that_never_answers_is_left_when_the_time_is_up()
    {
        _engine.Then(Behaviour.Hangs);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.GetTextAsync(new MemoryStream(Sound), null, limit.Token));
    }

    [Fact]
    public async Task A_busy_engine_is_left_alone_for_as_long_as_it_asks()
    {
        _engine.Then(Behaviour.Busy);

        await Assert.ThrowsAsync<SpeechFailedException>(() => AskAsync());
        Assert.Equal("engine-busy", (await Assert.ThrowsAsync<SpeechFailedException>(() => AskAsync())).Cause);
        Assert.Single(_engine.Recordings);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(_engine.Words, (await AskAsync()).Text);
    }

    [Theory]
    [InlineData("https://speech.example/v1", null), InlineData("ftp://speech.example/v1", "any")]
    public void Settings_that_can_not_work_stop_the_start(string endpoint, string? model)
    {
        using var host = Host(("Speech:Endpoint", endpoint), ("Speech:Model", model));

        Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<SpeechOptions>>().Value);
    }

    [Fact]
    public void Without_an_endpoint_there_is_no_engine()
    {
        using var host = Host(("Speech:Endpoint", ""), ("Speech:Model", "any"));

        Assert.Null(host.Services.GetService<ISpeechToTextClient>());
    }

    private Task<SpeechToTextResponse> AskAsync(string type = "audio/webm") =>
        _client.GetTextAsync(new MemoryStream(Sound), new() { AdditionalProperties = new() { [SpeechToText.ContentType] = type } });

    private static IHost Host(params (string Key, string? Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        builder.AddSpeech();
        return builder.Build();
    }
}
