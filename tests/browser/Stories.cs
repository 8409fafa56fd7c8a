namespace JobInterview.Browser.Tests;

/// <summary>What an ordinary candidate writes.</summary>
internal static class Stories
{
    public const string Whole =
        "Last spring my colleague Ana and I disagreed about the delivery order. I asked her why she wanted to change it and listened to her concern. "
        + "I proposed a trial for two weeks, we agreed on a compromise, and as a result complaints fell by 30 percent.";
}
