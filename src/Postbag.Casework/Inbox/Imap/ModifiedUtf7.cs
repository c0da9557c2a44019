using System.Buffers.Text;
using System.Text;

namespace Postbag.Casework.Inbox.Imap;

/// <summary>Names of folders as servers write them unless they speak UTF-8: RFC 3501 §5.1.3.</summary>
internal static class ModifiedUtf7
{
    /// <summary>A name as the server wants it.</summary>
    public static string Encode(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length;)
        {
            if (name[i] is >= ' ' and <= '~')
            {
                text.Append(name[i] == '&' ? "&-" : name[i].ToString());
                i++;
                continue;
            }

            var start = i;
            while (i < name.Length && name[i] is not (>= ' ' and <= '~')) i++;
            var base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name[start..i]));
            text.Append('&').Append(base64.TrimEnd('=').Replace('/', ',')).Append('-');
        }

        return text.ToString();
    }

    /// <summary>A name as people write it; what isn't this encoding is left as it is.</summary>
    /// <remarks>The caller keeps the server's own spelling: a name that is not quite right can't be made again from
    /// this.</remarks>
    public static string Decode(string name)
    {
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var end = name[i] == '&' ? name.IndexOf('-', i) : -1;
            if (end < 0) text.Append(name[i]);
            else if (end == i + 1) text.Append('&');
            else if (DecodeRun(name[(i + 1)..end]) is { } run) text.Append(run);
            else return name;
            if (end >= 0) i = end;
        }

        return text.ToString();
    }

    private static string? DecodeRun(string run)
    {
        var base64 = run.Replace(',', '/').PadRight((run.Length + 3) / 4 * 4, '=');
        if (!Base64.IsValid(base64)) return null;
        var bytes = Convert.FromBase64String(base64);
        if (bytes.Length == 0 || bytes.Length % 2 != 0) return null;
        var decoded = Encoding.BigEndianUnicode.GetString(bytes);
        return decoded.Contains('\uFFFD', StringComparison.Ordinal) ? null : decoded;
    }
}
