using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace JobInterview.Grains.Interviewing;

/// <summary>The model answered, but not what was asked for: also not the second time.</summary>
public sealed class ModelReplyUnusableException() : Exception("The model's reply can not be used.");

/// <summary>Asks a model for one small JSON object, with one try to repair it. Nothing in the reply is trusted.</summary>
internal static class ModelReply
{
    private const int MostCharacters = 16_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 8, NumberHandling = JsonNumberHandling.Strict, RespectRequiredConstructorParameters = false,
    };

    /// <summary>The first reply that <paramref name="read"/> accepts; throws after the second that it does not.</summary>
    public static async Task<TResult> AskAsync<TReply, TResult>(
        IChatClient chat, IReadOnlyList<ChatMessage> question, ChatOptions options, Func<TReply, TResult?> read, CancellationToken cancel)
        where TReply : class where TResult : class
    {
        var messages = question.ToList();
        for (var tries = 0; tries < 2; tries++)
        {
            // A client that does not listen to cancellation is left behind.
            var response = await chat.GetResponseAsync(messages, options, cancel).WaitAsync(cancel);
            if (TryParse<TReply>(response.Text, out var reply) && read(reply) is { } result)
            {
                return result;
            }

            messages.Add(new(ChatRole.User, "That was not the JSON object that was asked for. Answer again, with that object and nothing else."));
        }

        throw new ModelReplyUnusableException();
    }

    private static bool TryParse<TReply>(string? text, [NotNullWhen(true)] out TReply? reply) where TReply : class
    {
        reply = null;
        var start = text?.IndexOf('{', StringComparison.Ordinal) ?? -1;
        var end = text?.LastIndexOf('}') ?? -1;
        if (start < 0 || end <= start || end - start > MostCharacters)
        {
            return false;
        }

        try
        {
            reply = JsonSerializer.Deserialize<TReply>(text.AsSpan(start, end + 1 - start), Json);
            return reply is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
