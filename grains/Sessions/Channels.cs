namespace JobInterview.Grains.Sessions;

/// <summary>What follows from how an answer is given.</summary>
public static class Channels
{
    /// <summary>Whether the answer is a recording: its words are in the sound, not in the message.</summary>
    public static bool IsSpoken(this Channel channel) => channel != Channel.Text;

    /// <summary>The consent that an answer on this channel needs beside the interview's own.</summary>
    public static string Purpose(this Channel channel) => channel switch
    {
        Channel.Voice => ConsentNotice.RecordAudio,
        Channel.Video => ConsentNotice.RecordVideo,
        _ => ConsentNotice.Interview,
    };
}
