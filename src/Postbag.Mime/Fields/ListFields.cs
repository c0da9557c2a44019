namespace Postbag.Mime;

/// <summary>One way to reach a list's robot, as a List- field gives it (RFC 2369).</summary>
/// <param name="Url">The address without its angle brackets: mailto: or https:, as it was sent. Never follow one by
/// itself.</param>
/// <param name="Comment">The comment beside it; null if there is none.</param>
public sealed record ListLink(string Url, string? Comment);

/// <summary>A mailing list's name and lasting id (RFC 2919).</summary>
/// <param name="Name">What people call it; null if that isn't said.</param>
/// <param name="Id">The id without its angle brackets, compared without regard to case.</param>
public sealed record MailingList(string? Name, string Id);

/// <summary>Reads the fields of mailing lists.</summary>
internal static class ListFields
{
    /// <summary>How many links or words of one field are read.</summary>
    public const int MaxItems = 200;

    /// <summary>The links of a List-Unsubscribe and its like (RFC 2369 §2), in the sender's order of preference. "NO"
    /// in List-Post gives none.</summary>
    public static IReadOnlyList<ListLink> Links(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var links = new List<ListLink>();
        var place = 0;
        while (links.Count < MaxItems && value[place..].IndexOf((byte)'<') is var open and >= 0)
        {
            var before = value.Slice(place, open);
            place += open + 1;
            var length = value[place..].IndexOf((byte)'>');
            if (length < 0)
                break;
            var url = FieldText.Decode(value.Slice(place, length), offset + place, defects)
                .Replace(" ", "", StringComparison.Ordinal);
            place += length + 1;

            // RFC 2369 §2 puts comments behind; some put them in front.
            var next = value[place..].IndexOfAny((byte)',', (byte)'<');
            var behind = next < 0 ? value[place..] : value.Slice(place, next);
            links.Add(new ListLink(
                url, Comment(behind, offset, defects) ?? (links.Count == 0 ? Comment(before, offset, defects) : null)));
        }

        return links;
    }

    /// <summary>A List-Id; null if there is none in the value.</summary>
    public static MailingList? Id(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var open = value.LastIndexOf((byte)'<');
        if (open < 0)
        {
            var bare = FieldText.Decode(value, offset, defects);
            return bare.Length == 0 ? null : new MailingList(null, bare);
        }

        var rest = value[(open + 1)..];
        var close = rest.IndexOf((byte)'>');
        var id = FieldText.Decode(close < 0 ? rest : rest[..close], offset + open + 1, defects);
        var name = EncodedWords.Decode(value[..open], offset, defects).Trim('"', ' ');
        return id.Length == 0 ? null : new MailingList(name.Length == 0 ? null : name, id);
    }

    /// <summary>Phrases with commas between, as in Keywords (RFC 5322 §3.6.5).</summary>
    public static IReadOnlyList<string> Words(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var words = new List<string>();
        foreach (var range in value.Split((byte)','))
        {
            if (words.Count == MaxItems)
                break;
            var start = range.Start.GetOffset(value.Length);
            var word = EncodedWords.Decode(value[range], offset + start, defects).Trim('"');
            if (word.Length > 0)
                words.Add(word);
        }

        return words;
    }

    private static string? Comment(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var open = value.IndexOf((byte)'(');
        var close = value.LastIndexOf((byte)')');
        return open >= 0 && close > open ? EncodedWords.Decode(value[(open + 1)..close], offset, defects) : null;
    }
}
