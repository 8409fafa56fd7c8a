namespace JobInterview.Api.Http;

/// <summary>Which addresses are for programs: their errors are problem documents, whatever went wrong; the others are pages.</summary>
public static class ApiPaths
{
    private static readonly PathString[] Roots = ["/api", "/connect", "/scim", "/openapi", "/.well-known", "/billing/stripe", "/health"];
    private static readonly PathString Room = "/api/v1/room";
    private static readonly PathString RoomPage = "/i";

    /// <summary>Whether a program reads the answer.</summary>
    public static bool IsForPrograms(PathString path)
    {
        foreach (var root in Roots)
        {
            if (path.StartsWithSegments(root))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a candidate opens the room here, as a program or as a person.</summary>
    public static bool OpensRoom(PathString path) => IsRoom(path) || path == RoomPage;

    /// <summary>Whether this is the candidate's room, which has limits, cookies and repeats of its own.</summary>
    public static bool IsRoom(PathString path) => path.StartsWithSegments(Room);
}
