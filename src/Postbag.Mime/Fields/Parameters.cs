namespace Postbag.Mime;

internal sealed record ContentField(string Value)
{
    public static ContentField None { get; } = new("");

    public Dictionary<string, string> All { get; } = [];

    public string? this[string name] => All.GetValueOrDefault(name);
}

internal static class Parameters
{
    public static ContentField Parse(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var pieces = EncodedWords.Decode(value, offset, defects).Split(';');
        var field = new ContentField(pieces[0].Trim().ToLowerInvariant());
        foreach (var piece in pieces[1..])
        {
            if (piece.IndexOf('=') is var equals and > 0)
                field.All.TryAdd(piece[..equals].Trim().ToLowerInvariant(), piece[(equals + 1)..].Trim().Trim('"'));
        }

        return field;
    }
}
