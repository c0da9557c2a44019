using System.Globalization;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Search;

/// <summary>How it is told which messages are unread.</summary>
internal enum UnreadBy
{
    /// <summary>Each is looked up.</summary>
    Row,

    /// <summary>By the set of those that are: where they are the fewer.</summary>
    Unread,

    /// <summary>By the set of those that aren't.</summary>
    Opened,
}

/// <summary>A query in SQLite's language. What asks for words alone becomes one expression of FTS5, which also gives
/// the order; the rest becomes conditions on what that finds. A query without words walks the inbox instead.</summary>
internal sealed class SqliteSearchSql
{
    private readonly List<(string, object?)> values = [];

    private readonly UnreadBy unread;

    /// <param name="tree">What is looked for.</param>
    /// <param name="unread">How to tell what is unread: row by row where the first few are wanted.</param>
    public SqliteSearchSql(SearchNode tree, UnreadBy unread = UnreadBy.Row)
    {
        this.unread = unread;
        var conjuncts = tree.Conjuncts();
        var words = conjuncts.Where(part => part.IsOfWords()).ToList();
        var others = conjuncts.Where(part => !part.IsOfWords()).ToList();
        IsByWords = words.Count > 0;
        (From, Place) = IsByWords ? ("message_words w", "w.rowid") : ("message m", "m.place");
        var conditions = others.Select(
            part => part is SearchReceived received ? Received(received, Place) : Condition(part)).ToList();
        if (IsByWords) conditions.Insert(0, $"message_words MATCH {Value(Match(new SearchAll(words)))}");
        else conditions.Insert(0, "m.place IS NOT NULL");
        Where = string.Join(" AND ", conditions);
    }

    public string From { get; }

    public string Place { get; }

    public string Where { get; }

    public (string, object?)[] Values => [.. values];

    private bool IsByWords { get; }

    /// <summary>The place where it is only compared: without the sign SQLite may try to look it up in FTS5 for each
    /// side of an OR apart, which FTS5 can't do.</summary>
    private string Compared => $"+{Place}";

    private string Value(object value)
    {
        var name = $"@v{values.Count.ToString(CultureInfo.InvariantCulture)}";
        values.Add((name, value));
        return name;
    }

    private string Condition(SearchNode node) => node switch
    {
        _ when node.IsOfWords() =>
            $"{Compared} IN (SELECT rowid FROM message_words WHERE message_words MATCH {Value(Match(node))})",
        SearchUnread when IsByWords && unread == UnreadBy.Unread =>
            "+w.rowid IN (SELECT place FROM message WHERE is_unread)",
        SearchUnread when IsByWords && unread == UnreadBy.Opened =>
            "+w.rowid NOT IN (SELECT place FROM message WHERE NOT is_unread AND place IS NOT NULL)",
        SearchUnread when IsByWords => "EXISTS (SELECT 1 FROM message u WHERE u.place = w.rowid AND u.is_unread)",
        SearchUnread => "m.is_unread",
        SearchReceived received => Received(received, Compared),
        SearchNot not => $"NOT ({Condition(not.Part)})",
        SearchAll all => $"({string.Join(" AND ", all.Parts.Select(Condition))})",
        SearchAny any => $"({string.Join(" OR ", any.Parts.Select(Condition))})",
        _ => throw new InvalidOperationException($"{node.GetType().Name} can't be asked of SQLite."),
    };

    /// <summary>Places are in the order of arrival, but for the few that found their minute full and lie behind it
    /// (<see cref="Places"/>): those are known by name.</summary>
    private string Received(SearchReceived received, string place)
    {
        var conditions = new List<string>();
        if (received.From is { } from)
        {
            var first = Value(Places.First(from));
            conditions.Add(
                $"{place} >= {first} AND {place} NOT IN "
                + $"(SELECT place FROM message_displaced WHERE place >= {first} AND received_at < {Instant(from)})");
        }

        if (received.Until is { } until)
        {
            var first = Value(Places.First(until));
            var late = $"message_displaced WHERE place >= {first} AND received_at < {Instant(until)}";
            // The first bound is one the index can use; the second is the truth.
            conditions.Add(
                $"{place} < max({first}, 1 + coalesce((SELECT max(place) FROM {late}), 0)) "
                + $"AND ({Compared} < {first} OR {Compared} IN (SELECT place FROM {late}))");
        }

        return $"({string.Join(" AND ", conditions)})";
    }

    private string Instant(DateTimeOffset instant) => Value(Instants.ToMicroseconds(instant));

    /// <summary>Every word stands in quotation marks, so nothing that was typed is ever FTS5's own language.</summary>
    private static string Match(SearchNode node) => node switch
    {
        SearchTerm term => $"{Columns(term.In)}\"{string.Join(' ', term.Folded)}\"{(term.IsPrefix ? " *" : "")}",
        SearchAttached => "\"§attached\"",
        SearchUnreadable => "\"§unreadable\"",
        // FTS5 knows no "all but"; every message bears this word.
        SearchNot not => $"(\"§all\" NOT ({Match(not.Part)}))",
        SearchAny any => $"({string.Join(" OR ", any.Parts.Select(Match))})",
        SearchAll all => MatchAll(all),
        _ => throw new InvalidOperationException($"{node.GetType().Name} isn't in the index of words."),
    };

    private static string MatchAll(SearchAll all)
    {
        var wanted = all.Parts.Where(part => part is not SearchNot).Select(Match).ToList();
        var unwanted = all.Parts.OfType<SearchNot>().Select(not => Match(not.Part)).ToList();
        if (wanted.Count == 0) wanted.Add("\"§all\"");
        var both = $"({string.Join(" AND ", wanted)})";
        return unwanted.Count == 0 ? both : $"({both} NOT ({string.Join(" OR ", unwanted)}))";
    }

    private static string Columns(SearchFields fields)
    {
        if (fields == SearchFields.All) return "";
        var names = new (SearchFields Field, string Name)[]
        {
            (SearchFields.Own, "own"), (SearchFields.Subject, "subject"), (SearchFields.Sender, "sender"),
            (SearchFields.Recipients, "recipients"), (SearchFields.Rest, "rest"), (SearchFields.Names, "names"),
            (SearchFields.Documents, "documents"),
        };
        return $"{{{string.Join(' ', names.Where(n => fields.HasFlag(n.Field)).Select(n => n.Name))}}} : ";
    }
}
