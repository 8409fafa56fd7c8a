using Microsoft.Extensions.AI;

namespace JobInterview.Grains.Interviewing;

internal static class ModelName
{
    /// <summary>The model's own name for the record.</summary>
    public static string Of(IChatClient chat) => (chat.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.DefaultModelId ?? "unnamed";
}
