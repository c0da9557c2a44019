namespace Postbag.Mime;

/// <summary>One parameter of a field such as Content-Type (RFC 2045 §5.1), its pieces joined and decoded (RFC
/// 2231).</summary>
/// <param name="Name">The name in lower case, without the asterisks of RFC 2231.</param>
/// <param name="Value">The value, decoded.</param>
/// <param name="Language">The language that the sender says the value is in (RFC 2231 §4); null if it doesn't
/// say.</param>
internal readonly record struct Parameter(string Name, string Value, string? Language);

/// <summary>The value of Content-Type, Content-Disposition and their like: a word or a media type, and parameters (RFC
/// 2045 §5.1, RFC 2183 §2).</summary>
/// <param name="Value">What stands before the parameters, in lower case and without comments: text/plain, attachment.
/// Empty if nothing does.</param>
internal sealed record ContentField(string Value)
{
    public static ContentField None { get; } = new("");

    /// <summary>The parameters in the order in which they first stood; of several of one name the first, but one by RFC
    /// 2231 before one without.</summary>
    public IReadOnlyList<Parameter> All { get; init; } = [];

    /// <summary>The value of the parameter of a name in lower case; null if there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var parameter in All)
            {
                if (string.Equals(parameter.Name, name, StringComparison.Ordinal))
                    return parameter.Value;
            }

            return null;
        }
    }
}

/// <summary>Reads fields with parameters.</summary>
internal static class Parameters
{
    /// <summary>How many parameters of a field are read, pieces counted one by one. A parameter can be sent in four
    /// bytes and costs a hundred.</summary>
    public const int MaxParameters = 500;

    public static ContentField Parse(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        if (SimpleParameters.TryParse(value) is { } simple)
            return simple;

        var reader = new ParameterReader(value, offset, defects);
        var first = reader.ReadValue();
        var pieces = reader.ReadPieces();
        return pieces is null
            ? new ContentField(first)
            : new ContentField(first) { All = ParameterPieces.Join(pieces, offset, defects) };
    }
}
