using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Postbag.Settings;

namespace Postbag.Serving;

/// <summary>Sends traces and metrics by OTLP where that is configured; otherwise nothing leaves the machine.</summary>
/// <remarks>What people searched for stands in the query of a URL and what they read in its path, so neither goes
/// along: the route (e.g. /casework/inbox/{id}) says enough.</remarks>
internal sealed class Telemetry : IHostedService, IDisposable
{
    private static readonly string[] Private =
        ["url.path", "url.query", "url.full", "client.address", "user_agent.original", "http.target", "http.url"];

    private readonly TracerProvider? traces;
    private readonly MeterProvider? metrics;

    public Telemetry(PostbagSettings settings, Office.Side side)
    {
        if (settings.Otlp is not { } address) return;
        void Export(OtlpExporterOptions options) =>
            (options.Endpoint, options.Headers) = (address, settings.OtlpHeaders);
        var resource = ResourceBuilder.CreateDefault().AddService($"postbag-{side.Key}");
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "Npgsql", "Postbag")
            .AddProcessor(new DropPrivateTags())
            .AddOtlpExporter(Export).Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql")
            .AddMeter("Postbag")
            .AddOtlpExporter(Export).Build();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.ForceFlush(2000);
        metrics?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    private sealed class DropPrivateTags : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (var name in Private) data.SetTag(name, null);
        }
    }
}
