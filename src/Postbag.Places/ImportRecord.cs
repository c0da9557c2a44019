using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postbag.Places;

/// <summary>What a file turned out to be; told by its content, never by its name.</summary>
public enum PlaceFileKind
{
    /// <summary>The ONS Postcode Directory, the National Statistics Postcode Lookup, or a file with columns named like
    /// theirs.</summary>
    Postcodes,

    /// <summary>OS Code-Point Open: positions, wards and districts, no constituencies.</summary>
    CodePoint,

    /// <summary>Codes of areas and their names.</summary>
    Names,

    /// <summary>Boundaries of constituencies.</summary>
    Boundaries,

    /// <summary>Who represents which area, and how to reach them.</summary>
    Representatives,
}

/// <summary>A file that was imported.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="File">Its name, without its folder.</param>
/// <param name="Rows">How many postcodes, names, boundaries or representatives were taken from it.</param>
/// <param name="LeftOut">How many rows couldn't be read.</param>
/// <param name="Newest">The latest month in which one of its postcodes began or ended, which tells the edition; null if
/// it names none.</param>
/// <param name="ImportedAt">When it was imported.</param>
/// <param name="Sha256">The file's SHA-256, in hexadecimal.</param>
public sealed record ImportRecord(
    PlaceFileKind Kind, string File, int Rows, int LeftOut, DateOnly? Newest, DateTimeOffset ImportedAt, string Sha256)
{
    internal static byte[] Write(IEnumerable<ImportRecord> imports) =>
        JsonSerializer.SerializeToUtf8Bytes([.. imports], ImportRecordJson.Default.ImportRecordArray);

    /// <summary>Nothing if it can't be read: what was imported is told, and nothing depends on it.</summary>
    internal static IReadOnlyList<ImportRecord> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ImportRecordJson.Default.ImportRecordArray) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImportRecord[]))]
internal sealed partial class ImportRecordJson : JsonSerializerContext;
