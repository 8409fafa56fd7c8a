using Microsoft.Extensions.AI;

namespace JobInterview.Grains.Tests.Interviewing.Models;

/// <summary>A language model that says what the test tells it to say, in turn; the last line is said for ever.</summary>
internal sealed class ScriptedChat(params Func<string, CancellationToken, Task<string>>[] lines) : IChatClient
{
    /// <summary>What the model was shown, call by call.</summary>
    public List<string> Prompts { get; } = [];

    public static ScriptedChat Saying(params string[] lines) => new([.. lines.Select(Line)]);

    public static ScriptedChat Failing(Exception failure) => new((_, _) => Task.FromException<string>(failure));

    /// <summary>Never answers, and does not listen to cancellation either.</summary>
    public static ScriptedChat Hanging() => new((_, _) => new TaskCompletionSource<string>().Task);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = string.Join('\n', messages.Select(message => message.Text));
        Prompts.Add(prompt);
        return new(new ChatMessage(ChatRole.Assistant, await lines[Math.Min(Prompts.Count, lines.Length) - 1](prompt, cancellationToken)));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, "scripted-1") : null;

    public void Dispose()
    {
    }

    private static Func<string, CancellationToken, Task<string>> Line(string text) => (_, _) => Task.FromResult(text);
}
