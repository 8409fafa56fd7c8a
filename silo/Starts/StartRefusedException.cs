namespace JobInterview.Silo.Starts;

/// <summary>The process must not start as things are, and has changed nothing. The message is for the operator: what is wrong and what to do, never a secret.</summary>
public class StartRefusedException : Exception
{
    public StartRefusedException(string message)
        : base(message)
    {
    }

    public StartRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
