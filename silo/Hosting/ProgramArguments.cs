namespace JobInterview.Silo.Hosting;

/// <summary>What a program tells its host before anything else.</summary>
public static class ProgramArguments
{
    /// <summary>
    /// The content is beside the program, never in the working directory, and settings are read once: else the host watches every file below that directory, which is a
    /// notice for each write to a database in <c>data/</c>. What the caller says comes last and wins.
    /// </summary>
    public static string[] For(string[] args) => ["--contentRoot", AppContext.BaseDirectory, "--hostBuilder:reloadConfigOnChange=false", .. args];
}
