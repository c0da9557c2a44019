using System.Buffers;
using System.Text;

namespace Postbag.Places.Reading;

/// <summary>Rows of a CSV (RFC 4180) as bytes of UTF-8, for files of millions of rows: nothing is copied unless it has
/// to be.</summary>
/// <remarks>Fields may be quoted, and then hold separators, quotation marks (doubled) and line ends. Lines end with CR
/// LF, LF or CR. Empty lines are passed over.</remarks>
internal sealed class CsvReader(Stream text, byte separator, string name)
{
    /// <summary>A row may have so many bytes: the widest official one has a thousand. A file without line ends must not
    /// fill the memory.</summary>
    public const int MaxRowBytes = 1 << 20;

    /// <summary>A row may have so many fields.</summary>
    public const int MaxFields = 2_000;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly SearchValues<byte> endsOfFields = SearchValues.Create([separator, (byte)'\n', (byte)'\r']);
    private readonly Field[] fields = new Field[MaxFields];
    private byte[] buffer = new byte[256 << 10];
    private int start;
    private int end;
    private bool isAtEnd;

    /// <summary>How many fields the row has.</summary>
    public int Count { get; private set; }

    /// <summary>The line the row begins on, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Whether the row was the last and had no line end: it may have been cut.</summary>
    public bool IsWithoutEnd { get; private set; }

    private int nextLine = 1;

    /// <summary>A field as it stands in the file, without its outer quotation marks; empty if the row is too short for
    /// it.</summary>
    public ReadOnlySpan<byte> this[int field] =>
        field < Count ? buffer.AsSpan(fields[field].Start, fields[field].Length) : default;

    /// <summary>A field as text: of UTF-8, or, where it isn't, of Windows-1252, which Excel still writes.</summary>
    public string Text(int field)
    {
        var bytes = this[field];
        string text;
        try
        {
            text = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            text = Windows1252.GetString(bytes);
        }

        return field < Count && fields[field].IsQuoted ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="PlacesException">The file isn't text, a row has no end, or a quotation isn't
    /// closed.</exception>
    public bool Read()
    {
        for (byte last = 0; ; last = buffer[start++])
        {
            if (start == end && !Fill()) return false;
            if (buffer[start] is not ((byte)'\n' or (byte)'\r')) break;
            // CR LF is one line end.
            if (buffer[start] != (byte)'\n' || last != (byte)'\r') nextLine++;
        }

        Line = nextLine;
        while (!TryRow())
            if (!Fill())
                throw new PlacesException(
                    $"{name} is cut short: a quotation that begins in line {Line:N0} doesn't end.");
        return true;
    }

    /// <summary>Takes a row apart, if all of it is there.</summary>
    /// <returns>False if more of the file is needed to tell.</returns>
    private bool TryRow()
    {
        Count = 0;
        var at = start;
        nextLine = Line;
        while (true)
        {
            if (Count == MaxFields)
                throw new PlacesException(
                    $"{name} has more than {MaxFields:N0} fields in line {Line:N0}: it isn't a table.");
            var isQuoted = at < end && buffer[at] == (byte)'"';
            var close = isQuoted ? CloseOf(at + 1) : at;
            if (close < 0) return false;
            var from = isQuoted ? at + 1 : at;
            var rest = close + (isQuoted ? 1 : 0);
            var length = buffer.AsSpan(rest, end - rest).IndexOfAny(endsOfFields);
            if (length < 0)
            {
                if (!isAtEnd) return false;
                length = end - rest;
            }

            var stop = rest + length;
            fields[Count++] = new Field(from, (isQuoted ? close : stop) - from, isQuoted);
            if (stop == end || buffer[stop] != separator) return Finish(stop);
            at = stop + 1;
        }
    }

    /// <summary>The row is whole.</summary>
    /// <param name="stop">Where the row's last field ends.</param>
    private bool Finish(int stop)
    {
        IsWithoutEnd = stop == end;
        start = stop;
        return true;
    }

    /// <summary>Where the quotation mark is that closes a field; -1 if it isn't in the buffer yet.</summary>
    private int CloseOf(int at)
    {
        while (true)
        {
            var length = buffer.AsSpan(at, end - at).IndexOf((byte)'"');
            if (length < 0) return -1;
            nextLine += buffer.AsSpan(at, length).Count((byte)'\n');
            at += length;
            // The last byte there is may be the first of two marks.
            if (at + 1 == end && !isAtEnd) return -1;
            if (at + 1 == end || buffer[at + 1] != (byte)'"') return at;
            at += 2;
        }
    }

    /// <summary>Moves what is left to the front and reads more behind it.</summary>
    private bool Fill()
    {
        if (isAtEnd) return false;
        if (start > 0) buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end > MaxRowBytes)
            throw new PlacesException(
                $"{name} has a row of more than {MaxRowBytes >> 20} MiB in line {Line:N0}: it isn't a table.");
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var count = text.Read(buffer, end, buffer.Length - end);
        if (buffer.AsSpan(end, count).Contains((byte)0))
            throw new PlacesException($"{name} isn't text from line {nextLine:N0} on: it holds zeros.");
        end += count;
        isAtEnd = count == 0;
        // At the end the row that was waited for is tried once more.
        return count > 0 || end > start;
    }

    private readonly record struct Field(int Start, int Length, bool IsQuoted);
}
