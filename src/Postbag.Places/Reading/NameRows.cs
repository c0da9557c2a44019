using System.Text.Json;
using Postbag.Places.Building;

namespace Postbag.Places.Reading;

/// <summary>Takes in codes and their names: ONS's tables, or one JSON object of codes and names.</summary>
internal static class NameRows
{
    /// <summary>A JSON file of names may have so many bytes: all wards of twenty years have two megabytes.</summary>
    private const int MaxJsonBytes = 32 << 20;

    public static void Read(
        CsvReader csv, string[] headings, AreaBook areas, RowCount count, CancellationToken cancellationToken)
    {
        var pairs = NameColumns.Of(headings);
        while (csv.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (csv.Count < headings.Length && csv.IsWithoutEnd)
                throw new PlacesException(
                    $"{count.Name} is cut short: line {csv.Line:N0} stops in its middle. Download it again.");
            foreach (var (codeColumn, nameColumn, kind) in pairs)
            {
                var code = csv.Text(codeColumn).Trim();
                if ((kind ?? AreaCodes.KindOf(code)) is { } known && areas.Name(known, code, csv.Text(nameColumn)))
                    count.Taken++;
            }
        }

        if (count.Taken == 0)
            throw new PlacesException($"{count.Name} names no area: it is cut short, or of another kind.");
    }

    /// <summary>Takes in one JSON object of codes and names.</summary>
    /// <exception cref="PlacesException">It isn't an object of codes and names.</exception>
    public static void ReadJson(Stream text, AreaBook areas, RowCount count)
    {
        try
        {
            using var whole = new MemoryStream();
            var buffer = new byte[64 << 10];
            for (int read; (read = text.Read(buffer)) > 0;)
            {
                whole.Write(buffer, 0, read);
                if (whole.Length > MaxJsonBytes)
                    throw new PlacesException(
                        $"{count.Name} has more than {MaxJsonBytes >> 20} MiB: no list of names is so long.");
            }

            using var json = JsonDocument.Parse(whole.GetBuffer().AsMemory(0, (int)whole.Length));
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in json.RootElement.EnumerateObject())
                {
                    if (member.Value.ValueKind == JsonValueKind.String && AreaCodes.KindOf(member.Name) is { } kind
                        && areas.Name(kind, member.Name, member.Value.GetString()))
                        count.Taken++;
                }
            }
        }
        // Text that isn't UTF-8 is told by another exception.
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new PlacesException(
                $"{count.Name} isn't whole JSON: it is damaged or cut short ({failure.Message})", failure);
        }

        if (count.Taken == 0)
            throw new PlacesException($"{count.Name} is JSON, but no object of areas' codes and names.");
    }
}
