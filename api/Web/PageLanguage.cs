namespace JobInterview.Api.Web;

/// <summary>Chooses the language of a page: <c>?lang=</c>, else the browser's first wish that we speak, else English.</summary>
internal static class PageLanguage
{
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var chosen = http.Request.Query["lang"].ToString();
        var isChosen = chosen is "en" or "fr";
        Language.Use(isChosen ? chosen : Wished(http.Request), isChosen);
        http.Response.Headers.ContentLanguage = Language.Current;
        return next(http);
    }

    private static string Wished(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .Where(wish => wish.Quality != 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.Value?.Split('-')[0])
            .FirstOrDefault(language => language is "en" or "fr") ?? "en";
}
