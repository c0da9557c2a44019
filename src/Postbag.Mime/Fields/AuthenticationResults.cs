namespace Postbag.Mime;

/// <summary>What a host says of a message's authenticity in Authentication-Results (RFC 8601): as stated, never
/// trusted. Anybody can write this field; only those that one's own server added mean anything.</summary>
/// <param name="Server">The host that says so, as it calls itself (authserv-id); empty if it doesn't.</param>
/// <param name="Results">Its results in order; none if it says "none".</param>
public sealed record AuthenticationResults(string Server, IReadOnlyList<AuthenticationResult> Results)
{
    internal static AuthenticationResults Parse(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var server = "";
        var results = new List<AuthenticationResult>();
        var statement = new List<string>();
        var isFirst = true;
        foreach (var word in (List<string>)[.. FieldWords.Of(value, ";=", offset, defects), ";"])
        {
            if (word != ";")
            {
                if (word[0] != '(')
                    statement.Add(word);
                continue;
            }

            // Some servers leave their name out (Microsoft's did for years).
            if (isFirst && !statement.Contains("="))
                server = statement.Count > 0 ? statement[0] : "";
            else if (Result(statement) is { } result)
                results.Add(result);
            isFirst = false;
            statement.Clear();
        }

        return new AuthenticationResults(server, results);
    }

    /// <summary>method=result, then names and values with equals signs between.</summary>
    private static AuthenticationResult? Result(List<string> words)
    {
        if (words.Count < 3 || words[1] != "=")
            return null;
        var method = words[0].ToLowerInvariant();
        var slash = method.IndexOf('/', StringComparison.Ordinal);
        var properties = new List<KeyValuePair<string, string>>();
        string? reason = null;
        for (var i = 3; i + 2 < words.Count; i++)
        {
            if (words[i + 1] != "=")
                continue;
            // A value may hold equals signs itself: "header.b=abc=="
            var text = words[i + 2];
            var name = words[i].ToLowerInvariant();
            i += 2;
            while (i + 1 < words.Count && words[i + 1] == "=" && (i + 2 >= words.Count || words[i + 2] == "="))
            {
                text += "=";
                i++;
            }

            if (name == "reason")
                reason = text;
            else
                properties.Add(KeyValuePair.Create(name, text));
        }

        return new AuthenticationResult(
            slash < 0 ? method : method[..slash], words[2].ToLowerInvariant(), reason, properties);
    }
}

/// <summary>One statement of a host about a message's authenticity.</summary>
/// <param name="Method">spf, dkim, dmarc, arc … in lower case.</param>
/// <param name="Result">pass, fail, none … in lower case, as stated.</param>
/// <param name="Reason">The reason given; null if none is.</param>
/// <param name="Properties">What was looked at, in order: smtp.mailfrom, header.d … in lower case, and their
/// values.</param>
public sealed record AuthenticationResult(
    string Method, string Result, string? Reason, IReadOnlyList<KeyValuePair<string, string>> Properties);
