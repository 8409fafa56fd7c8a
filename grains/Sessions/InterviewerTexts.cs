namespace JobInterview.Grains.Sessions;

/// <summary>The few neutral sentences of the interviewer that belong to no question.</summary>
internal static class InterviewerTexts
{
    public static string TakeYourTime(string language) => language == "fr" ? "Prenez votre temps." : "Take your time.";
}
