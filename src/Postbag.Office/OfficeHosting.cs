using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Ui;
using Postbag.Ui.Pages.Errors;

namespace Postbag.Office;

/// <summary>What every office's server has, whichever side it serves.</summary>
public static class OfficeHosting
{
    /// <summary>Registers the offices, the side, a context for the office of each request, and who is at the
    /// page.</summary>
    public static IServiceCollection AddOffice(
        this IServiceCollection services, Side side, OfficeRegistry offices, Doorway doorway)
    {
        services.AddSingleton(side);
        services.AddSingleton(offices);
        services.AddScoped<CurrentOffice>();
        services.AddScoped(provider => provider.GetRequiredService<CurrentOffice>().Office.OpenDb());
        services.AddPostbagUi();
        services.AddSecurity(side, doorway);
        services.AddSingleton<AuditTrail>();
        services.AddAuditActs(StaffActs.All);
        services.AddScoped<CurrentPerson>();
        services.AddScoped<SigningIn>();
        services.AddScoped<Staffing>();
        services.AddScoped<StaffQueries>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<AuditQueries>();
        services.AddScoped<JobQueries>();
        services.AddScoped<OfficeFrame>();
        services.AddJobs();
        side.AddTo(services);
        return services;
    }

    /// <summary>Lets the audit page say a slice's acts in words.</summary>
    public static void AddAuditActs(this IServiceCollection services, IEnumerable<AuditAct> acts)
    {
        foreach (var act in acts) services.AddSingleton(act);
    }

    /// <summary>Chooses the office of a request by its host name. Before routing, because an unknown name leads
    /// elsewhere.</summary>
    public static void UseChosenOffice(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var services = context.RequestServices;
        var host = context.Request.Host.Host;
        var office = services.GetRequiredService<OfficeRegistry>().Find(host);
        // An office without names of its own on a laptop answers to the laptop's names only: another name for this
        // machine is somebody else's page trying to talk to it.
        var isForeign = office is { HostNames.Count: 0 } && services.GetRequiredService<Doorway>().IsLoopback
            && !Doorway.IsLoopbackName(host);
        if (office is null || isForeign)
        {
            // The page that says so needs no office, and every address is that page here. Without an office there is no
            // key to read a cookie with either.
            if (!context.Request.Path.StartsWithSegments("/ui"))
                context.Request.Path = $"/error/{StatusModel.UnknownOffice}";
            context.Request.Headers.Cookie = default;
            return next(context);
        }

        services.GetRequiredService<CurrentOffice>().Office = office;
        return next(context);
    });

    /// <summary>Who is at the page, whether they may see it, and the frame around it. After routing.</summary>
    public static void UseOffice(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(LeadToSecondFactorAsync);
        app.Use(FillFrameAsync);
    }

    /// <summary>Whoever needs a second factor and has none gets no further than the page where they set it
    /// up.</summary>
    private static async Task LeadToSecondFactorAsync(HttpContext context, RequestDelegate next)
    {
        var person = context.RequestServices.GetRequiredService<CurrentPerson>();
        var path = context.Request.Path;
        if (person.IsSignedIn && person.MustSetUpSecondFactor && !path.StartsWithSegments("/security")
            && !path.StartsWithSegments("/sign-out") && !path.StartsWithSegments("/error"))
        {
            context.Response.Redirect("/security/second-factor");
            return;
        }

        await next(context);
    }

    private static Task FillFrameAsync(HttpContext context, RequestDelegate next)
    {
        if (context.RequestServices.GetRequiredService<CurrentOffice>().IsChosen)
            context.RequestServices.GetRequiredService<OfficeFrame>().Fill(context);
        return next(context);
    }

    /// <summary>Says once, at start, that passwords could be read on the way.</summary>
    public static void WarnIfUnsafe(Doorway doorway, ILogger log)
    {
        if (doorway.IsUnsafe)
        {
            log.LogWarning(
                "Listening on plain http beyond this machine: passwords and letters can be read on the way. "
                + "Use https, or a reverse proxy named in the setting Proxies.");
        }
    }
}
