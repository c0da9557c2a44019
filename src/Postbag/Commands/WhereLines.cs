using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Postbag.Places;

namespace Postbag.Commands;

/// <summary>Answers about postcodes, a line each; a million and a half in a few seconds.</summary>
internal sealed class WhereLines : IDisposable
{
    /// <summary>A line of a list beyond this is cut: no postcode has so many letters.</summary>
    private const int MaxLineBytes = 4_096;

    private const int FlushAt = 1 << 16;

    private readonly PlaceIndex index;
    private readonly DateOnly on;
    private readonly Stream output;
    private readonly bool asJson;
    private readonly ArrayBufferWriter<byte> buffer = new(FlushAt * 2);
    private readonly Utf8JsonWriter json;

    /// <param name="index">What postcodes there are.</param>
    /// <param name="on">The day that is asked about.</param>
    /// <param name="output">Where the lines go; the caller closes it.</param>
    /// <param name="asJson">As JSON, else for people.</param>
    public WhereLines(PlaceIndex index, DateOnly on, Stream output, bool asJson)
    {
        (this.index, this.on, this.output, this.asJson) = (index, on, output, asJson);
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
        });
    }

    public void Write(string asked)
    {
        var answer = index.Ask(asked, on);
        if (asJson) WriteJson(answer);
        else Encoding.UTF8.GetBytes(InWords(answer), buffer);
        buffer.Write("\n"u8);
        if (buffer.WrittenCount >= FlushAt) Flush();
    }

    /// <summary>Answers a list, line by line; empty lines are passed over.</summary>
    public void WriteAll(Stream lines)
    {
        var bytes = new byte[1 << 16];
        var length = 0;
        for (int read; (read = lines.Read(bytes, length, bytes.Length - length)) > 0;)
        {
            length += read;
            var start = 0;
            for (int end; (end = bytes.AsSpan(start, length - start).IndexOf((byte)'\n')) >= 0; start += end + 1)
                WriteLine(bytes.AsSpan(start, end));
            // A line that fills the buffer is cut, and its rest is answered as another.
            if (start == 0 && length == bytes.Length) (_, start) = (WriteLine(bytes), length);
            bytes.AsSpan(start, length - start).CopyTo(bytes);
            length -= start;
        }

        WriteLine(bytes.AsSpan(0, length));
    }

    private bool WriteLine(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd("\r\n \t"u8);
        if (line.StartsWith("\uFEFF"u8)) line = line[3..];
        if (line.IsEmpty) return false;
        Write(Encoding.UTF8.GetString(line.Length <= MaxLineBytes ? line : line[..MaxLineBytes]));
        return true;
    }

    /// <remarks>The first nine members are a promise, in this order.</remarks>
    private void WriteJson(PlaceAnswer answer)
    {
        var place = answer.Place;
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("asked"u8, answer.Asked);
        json.WriteString("postcode"u8, answer.Postcode?.ToString());
        json.WriteBoolean("assumed"u8, answer.IsAssumed);
        json.WriteString("constituency"u8, place?.Constituency?.Name);
        json.WriteString("constituencyCode"u8, place?.Constituency?.Code);
        json.WriteString("ward"u8, place?.Ward?.Name);
        json.WriteString("wardCode"u8, place?.Ward?.Code);
        json.WriteString("district"u8, place?.District?.Name);
        json.WriteString("nation"u8, place?.Nation?.Name);
        json.WriteString("districtCode"u8, place?.District?.Code);
        json.WriteString("nationCode"u8, place?.Nation?.Code);
        if (place?.Position is { } point)
        {
            json.WriteNumber("easting"u8, point.Easting);
            json.WriteNumber("northing"u8, point.Northing);
        }
        else
        {
            json.WriteNull("easting"u8);
            json.WriteNull("northing"u8);
        }

        json.WriteString("ended"u8, place?.EndedOn?.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        json.WriteString("alsoNear"u8, place?.AlsoNear?.Name ?? place?.AlsoNear?.Code);
        json.WriteStartArray("offered"u8);
        foreach (var offered in answer.Offered) json.WriteStringValue(offered.ToString());
        json.WriteEndArray();
        json.WriteString("note"u8, answer.Note);
        json.WriteEndObject();
        json.Flush();
    }

    private static string InWords(PlaceAnswer answer)
    {
        var name = answer.Postcode?.ToString() ?? answer.Asked;
        var place = answer.Place;
        if (place is null) return $"{name}: {answer.Note}";
        var parts = new[]
        {
            place.Constituency is { } constituency
                ? $"{constituency.Name ?? "constituency"} ({constituency.Code})" : null,
            place.Ward is { } ward
                ? $"ward {ward.Name ?? ward.Code}" : null, place.District?.Name ?? place.District?.Code,
            place.Nation?.Name ?? place.Nation?.Code,
        };
        var words = string.Join(", ", parts.Where(part => part is not null));
        return answer.Note is { } note ? $"{name}: {words}. {note}" : $"{name}: {words}";
    }

    private void Flush()
    {
        output.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }

    public void Dispose()
    {
        Flush();
        json.Dispose();
    }
}
