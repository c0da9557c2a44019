using Postbag.Settings;

namespace Postbag.Serving;

/// <summary>Logs hold ids, counts and durations, never names, addresses, subjects or text.</summary>
internal static class Logs
{
    public static void Configure(ILoggingBuilder logging, PostbagSettings settings)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(settings.LogLevel);
        // The framework's own request log holds URLs, and a search stands in a URL. Its warnings hold none.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Warning);
        // It warns that keys are kept as they are: they lie beside what they protect, in the office's own database.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.Hosting.Lifetime", settings.LogLevel);
        // "Failed executing DbCommand" repeats what the exception says, with the SQL.
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
        if (settings.LogsAreJson) logging.AddJsonConsole();
        else logging.AddSimpleConsole(options => options.SingleLine = true);
        // Standard output belongs to what a command prints.
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
