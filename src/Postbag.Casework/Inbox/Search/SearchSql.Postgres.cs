using System.Globalization;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Search;

/// <summary>A query in PostgreSQL's language: the index of words without their positions finds candidates; phrases and
/// words in certain fields are then compared with the text.</summary>
/// <remarks>PostgreSQL's own phrases lose count after position 16,383 and after 256 occurrences of a word, and would
/// then answer otherwise than SQLite.</remarks>
internal sealed class PostgresSearchSql
{
    /// <summary>As the index has it, letter for letter.</summary>
    private const string WordsOf =
        "array_to_tsvector(array_remove(string_to_array(w.own || ' ' || w.subject || ' ' || w.sender || ' ' || "
        + "w.recipients || ' ' || w.rest || ' ' || w.names || ' ' || w.documents, ' '), ''))";

    private readonly List<(string, object?)> values = [];
    private bool needsMessage;

    public PostgresSearchSql(SearchNode tree)
    {
        var conditions = new List<string>();
        if (Candidates(tree) is { } candidates) conditions.Add($"{WordsOf} @@ {Value(candidates)}::tsquery");
        conditions.AddRange(tree.Conjuncts().Where(part => !IsDecided(part)).Select(Condition));
        Where = string.Join(" AND ", conditions);
        From = "message_words w" + (needsMessage ? " JOIN message m ON m.place = w.place" : "");
    }

    public string From { get; }

    public string Where { get; }

    public (string, object?)[] Values => [.. values];

    private string Value(object value)
    {
        var name = $"@v{values.Count.ToString(CultureInfo.InvariantCulture)}";
        values.Add((name, value));
        return name;
    }

    /// <summary>Whether the index alone tells.</summary>
    private static bool IsDecided(SearchNode node) => node switch
    {
        SearchTerm term => term is { In: SearchFields.All, Folded.Count: 1 },
        SearchNot not => IsDecided(not.Part),
        SearchAll all => all.Parts.All(IsDecided),
        SearchAny any => any.Parts.All(IsDecided),
        _ => false,
    };

    /// <summary>What every message that is found meets, in the index's words; null if that says nothing.</summary>
    private static string? Candidates(SearchNode node) => node switch
    {
        SearchTerm term => AllWords(term),
        SearchNot not => IsDecided(not.Part) && Candidates(not.Part) is { } unwanted ? $"!({unwanted})" : null,
        SearchAll all => all.Parts.Select(Candidates).OfType<string>().ToList() is { Count: > 0 } parts
            ? $"({string.Join(" & ", parts)})" : null,
        SearchAny any => any.Parts.Select(Candidates).ToList() is var parts && parts.All(part => part is not null)
            ? $"({string.Join(" | ", parts)})" : null,
        _ => null,
    };

    private static string AllWords(SearchTerm term)
    {
        var words = term.Folded.Select((word, i) =>
            $"'{word}'{(term.IsPrefix && i == term.Folded.Count - 1 ? ":*" : "")}");
        return $"({string.Join(" & ", words)})";
    }

    private string Condition(SearchNode node) => node switch
    {
        SearchTerm term => Compare(term),
        SearchAttached => OfMessage("m.attachments > 0"),
        SearchUnreadable => OfMessage("m.state = 2"),
        SearchUnread => OfMessage("m.is_unread"),
        SearchReceived received => Received(received),
        SearchNot not => $"NOT ({Condition(not.Part)})",
        SearchAll all => $"({string.Join(" AND ", all.Parts.Select(Condition))})",
        SearchAny any => $"({string.Join(" OR ", any.Parts.Select(Condition))})",
        _ => throw new InvalidOperationException($"{node.GetType().Name} can't be asked of PostgreSQL."),
    };

    private string OfMessage(string condition)
    {
        needsMessage = true;
        return condition;
    }

    private string Received(SearchReceived received)
    {
        needsMessage = true;
        var conditions = new List<string>();
        if (received.From is { } from) conditions.Add($"m.received_at >= {Value(Instants.ToMicroseconds(from))}");
        if (received.Until is { } until) conditions.Add($"m.received_at < {Value(Instants.ToMicroseconds(until))}");
        return $"({string.Join(" AND ", conditions)})";
    }

    /// <summary>Words hold letters and digits only, so none of them is LIKE's own language.</summary>
    private string Compare(SearchTerm term)
    {
        var pattern = Value($"% {string.Join(' ', term.Folded)}{(term.IsPrefix ? "%" : " %")}");
        var columns = new (SearchFields Field, string Name)[]
        {
            (SearchFields.Own, "own"), (SearchFields.Subject, "subject"), (SearchFields.Sender, "sender"),
            (SearchFields.Recipients, "recipients"), (SearchFields.Rest, "rest"), (SearchFields.Names, "names"),
            (SearchFields.Documents, "documents"),
        };
        var asked = columns.Where(c => term.In.HasFlag(c.Field))
            .Select(c => $"' ' || w.{c.Name} || ' ' LIKE {pattern}");
        return $"({string.Join(" OR ", asked)})";
    }
}
