using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>What a model writes: evidence first, then the rating. Every word of it is a claim to be checked.</summary>
internal sealed record ModelVerdict(ModelQuote[]? Evidence, bool Insufficient, int? Rating);

/// <summary>A quote as the model claims it.</summary>
internal sealed record ModelQuote(long Turn, string? Quote, int Level);

/// <summary>What is left of one pass after the check.</summary>
internal sealed record ModelPass(int? Rating, Evidence[] Evidence)
{
    private const int NeedsTwo = 3;
    private const int MostQuotes = 12;

    public static ModelPass? Of(ModelVerdict verdict, Competency competency, IReadOnlyCollection<ReadTurn> turns)
    {
        if (verdict.Rating is not (null or (>= 1 and <= 5)))
        {
            return null;
        }

        var quotes = (verdict.Evidence ?? []).Take(MostQuotes).OfType<ModelQuote>()
            .Select(claim => (claim.Level, Verified: Verify(claim, turns))).Where(claim => claim.Verified is not null).ToList();
        var proved = quotes.Select(quote => quote.Verified!).Distinct().ToArray();
        var isProved = verdict is { Insufficient: false, Rating: { } rating }
            && competency.Anchors.Any(anchor => anchor.Level == rating)
            && proved.Length >= (rating >= NeedsTwo ? 2 : 1)
            && quotes.Any(quote => quote.Level == rating);
        return isProved ? new(verdict.Rating, proved) : new(null, []);
    }

    private static Evidence? Verify(ModelQuote claim, IReadOnlyCollection<ReadTurn> turns) =>
        claim.Quote is { } quote && turns.FirstOrDefault(turn => turn.Turn.Seq == claim.Turn) is { } turn ? QuoteCheck.Find(turn, Spotlight.Plain(quote)) : null;
}
