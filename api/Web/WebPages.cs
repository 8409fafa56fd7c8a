using JobInterview.Api.Http;
using JobInterview.Api.Room;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace JobInterview.Api.Web;

/// <summary>The pages for people, as one door for the host.</summary>
public static class WebPages
{
    /// <summary>Razor components rendered on the server, with no circuit behind them.</summary>
    public static IServiceCollection AddWebPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.Configure<FormOptions>(forms => forms.ValueCountLimit = 8_192);     // a plan is one form
        return services;
    }

    /// <summary>The language of pages, and a page in place of an empty refusal; what programs call is left alone.</summary>
    public static IApplicationBuilder UseWebPages(this IApplicationBuilder app)
    {
        app.UseWhen(http => !ApiPaths.IsForPrograms(http.Request.Path), pages => pages.Use(PageLanguage.InvokeAsync));
        app.UseStatusCodePagesWithReExecute("/refused/{0}", createScopeForStatusCodePages: true);
        return app.UseWhen(http => ApiPaths.IsForPrograms(http.Request.Path), programs => programs.Use(LeaveRefusalsAlone));
    }

    /// <summary>What pages need once it is known who asks; goes after the callers.</summary>
    public static IApplicationBuilder UseRoomVisits(this IApplicationBuilder app) => app.Use(RoomVisit.InvokeAsync);

    /// <summary>The pages and the files they need. Forms carry no token: the cross-site guard asks the browser where they come from.</summary>
    public static IEndpointRouteBuilder MapWebPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets();
        routes.MapRazorComponents<App>().DisableAntiforgery();
        routes.MapGet("/i/{roomToken}", RoomVisit.Enter).ExcludeFromDescription();
        return routes;
    }

    private static Task LeaveRefusalsAlone(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(http);
    }
}
