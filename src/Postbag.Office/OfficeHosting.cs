using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Ui.Pages.Errors;

namespace Postbag.Office;

/// <summary>What every office's server has, whichever side it serves.</summary>
public static class OfficeHosting
{
    /// <summary>Registers the offices, the side, and a context for the office of each request.</summary>
    public static IServiceCollection AddOffice(this IServiceCollection services, Side side, OfficeRegistry offices)
    {
        services.AddSingleton(side);
        services.AddSingleton(offices);
        services.AddScoped<CurrentOffice>();
        services.AddScoped(provider => provider.GetRequiredService<CurrentOffice>().Office.OpenDb());
        side.AddTo(services);
        return services;
    }

    /// <summary>Chooses the office of a request by its host name; everything after it may rely on one.</summary>
    public static void UseOffice(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var offices = context.RequestServices.GetRequiredService<OfficeRegistry>();
        if (offices.Find(context.Request.Host.Host) is not { } office)
        {
            // The page that says so needs no office; every other address is that page here.
            if (!IsAsset(context)) context.Request.Path = $"/error/{StatusModel.UnknownOffice}";
            await next(context);
            return;
        }

        context.RequestServices.GetRequiredService<CurrentOffice>().Office = office;
        await next(context);
    });

    private static bool IsAsset(HttpContext context) => context.Request.Path.StartsWithSegments("/ui", StringComparison.Ordinal);
}
