namespace Postbag.Mime.Charsets;

/// <summary>Finds a charset by its name, with the aliases of the wild.</summary>
internal static class CharsetNames
{
    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The charset of a name; null if nobody knows it. Bytes without meaning become U+FFFD.</summary>
    public static Encoding? Find(string label)
    {
        var name = label.Trim().Trim('"', '\'').ToLowerInvariant();
        switch (name)
        {
            case "utf8":
                return Encoding.UTF8;
            case "ascii":
                return Encoding.ASCII;
            default:
                return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Framework(name);
        }
    }

    private static Encoding? Framework(string name)
    {
        foreach (var info in Encoding.GetEncodings())
        {
            if (string.Equals(info.Name, name, StringComparison.OrdinalIgnoreCase))
                return info.GetEncoding();
        }

        return null;
    }
}
