using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace JobInterview.Benchmarks;

/// <summary>A room of the product under load: the request is made once and only its number is written anew, so that the driver costs what it costs for the plain endpoint.</summary>
internal sealed class Room(string sessionId, string token, int epoch, string text)
{
    /// <summary>How many answers every room has: what was asked is never asked again, and a probe is one more.</summary>
    public const int Questions = 120;

    private const int Digits = 8;
    private readonly byte[] _request = Request.Post("/api/v1/room/turns", token, new { epoch, clientMessageId = Number(0), text });
    private int _turn;
    private int _acknowledged;
    private volatile bool _isOver;

    public string SessionId => sessionId;

    public string Token => token;

    public int AcknowledgedTurns => _acknowledged;

    /// <summary>Whether there is less left than the room began with half of.</summary>
    public bool IsHalfSpent => _isOver || _turn > Questions / 2;

    public static async Task<Room> OpenAsync(HttpClient http, string token, string plan, int number, string text)
    {
        var invited = await Request.SendAsync(http, token, HttpMethod.Post, "/api/v1/invitations",
            new JsonObject { ["planId"] = plan, ["candidate"] = new JsonObject { ["name"] = $"Candidate {number}", ["email"] = $"c{number}@load.test" } });
        var room = invited["roomToken"]!.ToString();
        var view = await Request.SendAsync(http, room, HttpMethod.Get, "/api/v1/room", null);
        await Request.SendAsync(http, room, HttpMethod.Post, "/api/v1/room/consent", new JsonObject
        {
            ["noticeVersion"] = view["consent"]!["noticeVersion"]!.ToString(),
            ["purposes"] = new JsonArray(new JsonObject { ["purpose"] = "interview", ["granted"] = true }),
        });
        var started = await Request.SendAsync(http, room, HttpMethod.Post, "/api/v1/room/start", null);
        return new(invited["sessionId"]!.ToString(), room, started["epoch"]!.GetValue<int>(), text);
    }

    /// <summary>The next answer, until the interview is about to come to its end.</summary>
    public byte[]? NextTurn()
    {
        var turn = Interlocked.Increment(ref _turn);
        if (_isOver || turn > Questions)
        {
            return null;
        }

        var request = _request.ToArray();
        Encoding.ASCII.GetBytes(Number(turn), request.AsSpan(request.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(Number(0)))));
        return request;
    }

    private static string Number(int turn) => turn.ToString($"D{Digits}", CultureInfo.InvariantCulture);

    public void Answered(bool isAccepted)
    {
        if (isAccepted)
        {
            Interlocked.Increment(ref _acknowledged);
        }
        else
        {
            _isOver = true;
        }
    }
}
