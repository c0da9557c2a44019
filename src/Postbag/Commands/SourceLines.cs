using System.Globalization;
using System.Text.Json;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;

namespace Postbag.Commands;

/// <summary>How commands print sources: as JSON members, always all of them, or as lines for people.</summary>
internal static class SourceLines
{
    /// <summary>How many missing messages of a source are printed for people; JSON has all that are kept.</summary>
    private const int MaxShown = 20;

    public static void WriteJson(Utf8JsonWriter json, IEnumerable<SourceReport> sources)
    {
        json.WriteStartArray();
        foreach (var report in sources) WriteJson(json, report);
        json.WriteEndArray();
    }

    public static void Print(OpenOffice office, IEnumerable<SourceReport> sources)
    {
        foreach (var report in sources)
        {
            Console.WriteLine($"{SourceListings.TitleOf(office, report.Source.Kind)} {report.Source.Name}");
            Console.WriteLine(report.Last is { } last
                ? $"  {Number(last.There)} there, {last.Here:N0} here, {last.MissingCount:N0} missing; "
                    + $"counted {last.At.ToLocalTime():d MMM yyyy HH:mm}"
                : $"  {report.Sightings:N0} here; not reconciled yet");
            if (report.Gone > 0) Console.WriteLine($"  {report.Gone:N0} were deleted there since and are kept here");
            if (report.Trouble is { } trouble) Console.WriteLine($"  {trouble}");
            if (report.Last?.Note is { } note) Console.WriteLine($"  {note}");
            foreach (var missing in report.Last?.Missing.Take(MaxShown) ?? [])
                Console.WriteLine($"  missing: {missing.Key}: {missing.Why}");
            if (report.Last?.MissingCount is > MaxShown and var count)
                Console.WriteLine($"  … and {count - MaxShown:N0} more");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, SourceReport report)
    {
        json.WriteStartObject();
        json.WriteString("name", report.Source.Name);
        json.WriteString("kind", report.Source.Kind);
        WriteNumber(json, "there", report.Last?.There);
        WriteNumber(json, "here", report.Last?.Here);
        json.WriteStartArray("missing");
        foreach (var missing in report.Last?.Missing ?? [])
        {
            json.WriteStartObject();
            json.WriteString("key", missing.Key);
            json.WriteString("why", missing.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteNumber(json, "missingCount", report.Last?.MissingCount);
        json.WriteNumber("gone", report.Gone);
        WriteString(json, "note", report.Last?.Note);
        WriteString(json, "reconciledAt", Instant(report.Last?.At));
        json.WriteNumber("sightings", report.Sightings);
        WriteString(json, "lastSightingAt", Instant(report.LastSightingAt));
        WriteString(json, "contactAt", Instant(report.ContactAt));
        WriteString(json, "trouble", report.Trouble);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void WriteString(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
        else json.WriteNull(name);
    }

    private static string? Instant(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(long? value) => value is { } number ? $"{number:N0}" : "unknown";
}
