using System.Globalization;
using System.Text.Json;
using Postbag.Places;

namespace Postbag.Commands;

/// <summary>What the commands say of places, as JSON and in words; the members are a contract, see
/// docs/commands.md.</summary>
internal static class PlacesLines
{
    public static string What(ImportRecord file) => $"{file.Rows:N0} " + file.Kind switch
    {
        PlaceFileKind.Postcodes => "postcodes",
        PlaceFileKind.CodePoint => "postcodes of Code-Point Open",
        PlaceFileKind.Names => "names of areas",
        PlaceFileKind.Boundaries => "boundaries",
        _ => "representatives",
    } + (file.LeftOut > 0 ? $", {file.LeftOut:N0} rows left out" : "");

    public static void Print(ImportedPlaces done, double seconds)
    {
        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("postcodes", done.Postcodes);
            json.WriteNumber("bytes", done.SizeBytes);
            json.WriteNumber("seconds", Math.Round(seconds, 3));
            WriteFiles(json, done.Files);
            JsonLines.WriteStrings(json, "notes", done.Notes);
            json.WriteEndObject();
        });
    }

    public static void Print(PlaceIndex index, PlacesFolder folder)
    {
        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("path", folder.IndexPath);
            json.WriteNumber("live", index.Live);
            json.WriteNumber("ended", index.Ended);
            json.WriteNumber("bytes", index.SizeBytes);
            json.WriteNumber("resolutionMetres", index.ResolutionMetres);
            json.WriteString("sha256", index.Hash);
            json.WriteNumber("representatives", folder.Representatives.All.Count);
            WriteFiles(json, index.Imports);
            json.WriteString("attribution", PlaceAttribution.For(index));
            json.WriteEndObject();
        });
    }

    private static void WriteFiles(Utf8JsonWriter json, IEnumerable<ImportRecord> files)
    {
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("file", file.File);
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(file.Kind.ToString()));
            json.WriteNumber("rows", file.Rows);
            json.WriteNumber("leftOut", file.LeftOut);
            json.WriteString("newest", file.Newest?.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            json.WriteString("importedAt",
                file.ImportedAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
