using Microsoft.AspNetCore.Diagnostics;

namespace JobInterview.Api.Web;

/// <summary>The pages for people, as one door for the host.</summary>
public static class WebPages
{
    private static readonly PathString[] ForPrograms =
        ["/api", "/connect", "/health", "/openapi", "/.well-known", "/scim", "/billing", "/privacy/evidence.json"];

    /// <summary>Razor components rendered on the server, with no circuit behind them.</summary>
    public static IServiceCollection AddWebPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services;
    }

    /// <summary>Language and headers of the pages, and a page in place of an empty refusal; what programs call is left alone.</summary>
    public static IApplicationBuilder UseWebPages(this IApplicationBuilder app)
    {
        app.UseWhen(http => IsPage(http.Request.Path), pages => pages.Use(PageHeaders.InvokeAsync).Use(PageLanguage.InvokeAsync));
        app.UseStatusCodePagesWithReExecute("/refused/{0}", createScopeForStatusCodePages: true);
        return app.UseWhen(http => !IsPage(http.Request.Path), programs => programs.Use(LeaveRefusalsAlone));
    }

    /// <summary>The pages and the files they need.</summary>
    public static IEndpointRouteBuilder MapWebPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets();
        routes.MapRazorComponents<App>();
        return routes;
    }

    private static bool IsPage(PathString path) => !ForPrograms.Any(prefix => path.StartsWithSegments(prefix));

    private static Task LeaveRefusalsAlone(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(http);
    }
}
