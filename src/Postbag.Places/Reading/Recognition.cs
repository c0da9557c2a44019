using System.Text;

namespace Postbag.Places.Reading;

/// <summary>What a part is, told by how it begins.</summary>
/// <param name="Kind">Null if it is nothing that Postbag knows.</param>
/// <param name="Separator">What stands between fields, where it is a table.</param>
/// <param name="Headings">The first row, where it is a table; else empty.</param>
internal sealed record Recognition(PlaceFileKind? Kind, byte Separator, string[] Headings)
{
    private static readonly Recognition Unknown = new(null, 0, []);

    public static Recognition Of(SourcePart part) => Of(TextPart.Peek(part));

    /// <summary>Recognises a part by its first bytes.</summary>
    /// <param name="head">The first bytes, in UTF-8.</param>
    public static Recognition Of(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head);
        var first = text.AsSpan().TrimStart();
        if (first.IsEmpty) return Unknown;
        if (first[0] is '{' or '[')
        {
            var isGeometry = text.Contains("FeatureCollection", StringComparison.Ordinal)
                || text.Contains("\"features\"", StringComparison.Ordinal);
            return new Recognition(isGeometry ? PlaceFileKind.Boundaries : PlaceFileKind.Names, 0, []);
        }

        var separator = SeparatorOf(first);
        var headings = FirstRow(head, separator);
        return headings is null ? Unknown : new Recognition(KindOf(headings), separator, headings);
    }

    private static PlaceFileKind? KindOf(string[] headings)
    {
        if (headings.Length < 2) return null;
        if (RepresentativeColumns.Of(headings) is not null) return PlaceFileKind.Representatives;
        if (PostcodeColumns.Of(headings) is not null) return PlaceFileKind.Postcodes;
        if (NameColumns.Of(headings).Count > 0) return PlaceFileKind.Names;
        return CodePointRows.IsRow(headings) ? PlaceFileKind.CodePoint : null;
    }

    /// <summary>Some programs write semicolons or tabs where the comma is a decimal sign.</summary>
    private static byte SeparatorOf(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('\n', '\r');
        var line = end < 0 ? text : text[..end];
        var (commas, semicolons, tabs) = (line.Count(','), line.Count(';'), line.Count('\t'));
        return commas >= Math.Max(semicolons, tabs) ? (byte)',' : semicolons >= tabs ? (byte)';' : (byte)'\t';
    }

    private static string[]? FirstRow(ReadOnlySpan<byte> head, byte separator)
    {
        try
        {
            using var stream = new MemoryStream(head.ToArray());
            var reader = new CsvReader(stream, separator, "");
            return reader.Read() ? [.. Enumerable.Range(0, reader.Count).Select(reader.Text)] : null;
        }
        catch (PlacesException)
        {
            return null;
        }
    }
}
