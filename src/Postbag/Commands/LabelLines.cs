using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Postbag.Commands;

/// <summary>A text with its label, if it has one.</summary>
/// <param name="Id">As JSON, exactly as it came.</param>
/// <param name="Text">The text.</param>
/// <param name="Label">Null for none.</param>
internal sealed record LabelLine(string Id, string Text, string? Label);

/// <summary>The lines of a file for `postbag label`; a file that begins as gzip does is unpacked, whatever its
/// name.</summary>
/// <param name="Lines">Those that could be read, in order.</param>
/// <param name="BadLines">How many couldn't; each was named.</param>
internal sealed record LabelLines(IReadOnlyList<LabelLine> Lines, int BadLines)
{
    /// <summary>Everything is held in memory at once; a file that unpacks to more is an attack or a mistake.</summary>
    private const long MaxBytes = 1L << 30;

    /// <summary>Lines are read in portions of this many, by as many threads as there are cores.</summary>
    private const int Portion = 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Null if the file can't be read at all; why has been said.</summary>
    public static LabelLines? Read(string path, TextWriter complaints)
    {
        ReadOnlyMemory<byte> bytes;
        try
        {
            if (!File.Exists(path))
            {
                complaints.WriteLine($"{path}: there is no such file.");
                return null;
            }

            bytes = Load(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            complaints.WriteLine($"{path} can't be read: {failure.Message}");
            return null;
        }

        var places = Split(bytes.Span);
        var results = new (LabelLine? Line, string? Wrong)[places.Count];
        Parallel.For(0, (places.Count + Portion - 1) / Portion, portion =>
        {
            for (var i = portion * Portion; i < Math.Min(places.Count, (portion + 1) * Portion); i++)
                results[i] = Parse(bytes.Span[places[i].From..places[i].To]);
        });
        for (var i = 0; i < results.Length; i++)
            if (results[i].Wrong is { } wrong)
                complaints.WriteLine($"{path}, line {places[i].Number}: {wrong}");
        LabelLine[] lines = [.. results.Where(result => result.Line is not null).Select(result => result.Line!)];
        return new LabelLines(lines, results.Length - lines.Length);
    }

    private static ReadOnlyMemory<byte> Load(string path)
    {
        using var file = File.OpenRead(path);
        var isPacked = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using var stream = isPacked ? (Stream)new GZipStream(file, CompressionMode.Decompress) : file;
        using var memory = new MemoryStream(isPacked ? 1 << 20 : (int)Math.Min(file.Length + 1, MaxBytes));
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (memory.Length + read > MaxBytes)
                throw new InvalidDataException($"it holds more than {MaxBytes >> 20} MiB.");
            memory.Write(buffer, 0, read);
        }

        var bytes = memory.GetBuffer().AsMemory(0, (int)memory.Length);
        return bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
    }

    private static List<(int Number, int From, int To)> Split(ReadOnlySpan<byte> bytes)
    {
        var places = new List<(int, int, int)>();
        for (int from = 0, number = 1; from < bytes.Length; number++)
        {
            var length = bytes[from..].IndexOf((byte)'\n');
            var to = length < 0 ? bytes.Length : from + length;
            if (!bytes[from..to].Trim(" \t\r"u8).IsEmpty) places.Add((number, from, to));
            from = to + 1;
        }

        return places;
    }

    private static (LabelLine? Line, string? Wrong) Parse(ReadOnlySpan<byte> line)
    {
        string? id = null, text = null, label = null;
        var hasText = false;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return (null, "it isn't a JSON object.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"u8)) id = Scalar(ref reader, line, asItCame: true);
                else if (reader.ValueTextEquals("label"u8)) label = Scalar(ref reader, line, asItCame: false);
                else if (reader.ValueTextEquals("text"u8))
                {
                    reader.Read();
                    if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                        return (null, "\"text\" isn't a string.");
                    text = reader.GetString() ?? "";
                    hasText = true;
                }
                else
                {
                    reader.Skip();
                }
            }

            if (reader.Read()) return (null, "something stands behind the object.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return (null, "it isn't JSON that can be read.");
        }

        return id is null ? (null, "\"id\" is missing, or neither a string nor a number.")
            : hasText ? (new LabelLine(id, text!, string.IsNullOrEmpty(label) ? null : label), null)
            : (null, "\"text\" is missing.");
    }

    /// <summary>A string or a number; null for anything else.</summary>
    private static string? Scalar(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, bool asItCame)
    {
        reader.Read();
        var isScalar = reader.TokenType is JsonTokenType.String or JsonTokenType.Number;
        var value = !isScalar ? null
            : asItCame || reader.TokenType == JsonTokenType.Number
                ? Strict.GetString(line[(int)reader.TokenStartIndex..(int)reader.BytesConsumed])
            : reader.GetString();
        reader.Skip();
        return value;
    }
}
