using Microsoft.Extensions.Diagnostics.HealthChecks;
using Postbag.Office;

namespace Postbag.Serving;

/// <summary>/healthz: the process answers. /readyz: every office's database answers too.</summary>
internal static class Health
{
    public static void AddTo(IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<OfficesAnswer>("offices");

    public static void Map(IEndpointRouteBuilder app)
    {
        // Short-circuited, because they belong to no office and ask nobody to sign in.
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false }).ShortCircuit();
        app.MapHealthChecks("/readyz").ShortCircuit();
    }

    /// <summary>Whether a request is for one of them: they belong to no office.</summary>
    public static bool IsFor(HttpContext context) => context.Request.Path.Value is "/healthz" or "/readyz";

    private sealed class OfficesAnswer(OfficeRegistry offices) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            foreach (var office in offices.Offices)
            {
                try
                {
                    await using var connection = await office.Engine.OpenReaderAsync(cancellationToken);
                    await using var command = connection.CreateCommand();
                    command.CommandText = "SELECT count(*) FROM office";
                    await command.ExecuteScalarAsync(cancellationToken);
                }
                catch (Exception failure) when (failure is System.Data.Common.DbException or TimeoutException)
                {
                    return HealthCheckResult.Unhealthy("An office's database doesn't answer.", failure);
                }
            }

            return HealthCheckResult.Healthy();
        }
    }
}
