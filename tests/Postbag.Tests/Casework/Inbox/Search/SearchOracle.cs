using Postbag.Casework.Inbox.Search;

namespace Postbag.Tests.Casework.Inbox.Search;

/// <summary>A letter as it was made up, with its words folded: what it says is known before it is ever mail.</summary>
internal sealed record MadeLetter(
    int Number, string Sender, string Recipients, string Subject, string Own, string Quoted, string FileName,
    string FileText, DateTimeOffset SentAt, bool IsSeen, bool IsUnreadable)
{
    public bool IsAttached => FileName.Length > 0;

    /// <summary>The words of the fields that are asked for, each field apart.</summary>
    public IEnumerable<string> Texts(string? field) => field switch
    {
        "from" => [Sender],
        "to" => [Recipients],
        "subject" => [Subject],
        "own" => [Own],
        "attachment" => [FileName, FileText],
        "best" => [Subject, Sender],
        "good" => [Subject, Sender, Own],
        _ => [Sender, Recipients, Subject, Own, Quoted, FileName, FileText],
    };
}

/// <summary>A query, how it is typed, and which letters it means, found without any index.</summary>
internal abstract record Asked
{
    public abstract string Typed { get; }

    /// <param name="letter">Any.</param>
    /// <param name="within">"best" or "good" to ask only there for words that may stand anywhere; null for
    /// everywhere.</param>
    /// <param name="isForbidden">Whether a minus stands before it, or before a bracket it is in: what is forbidden is
    /// forbidden everywhere, however good the rest is.</param>
    public abstract bool Finds(MadeLetter letter, string? within, bool isForbidden);

    internal sealed record Word(string? Field, string Text, bool IsPrefix = false) : Asked
    {
        public override string Typed =>
            $"{(Field is null ? "" : Field + ":")}{(Text.Contains(' ') ? $"\"{Text}\"" : Text)}{(IsPrefix ? "*" : "")}";

        public override bool Finds(MadeLetter letter, string? within, bool isForbidden)
        {
            var wanted = $" {Words.Fold(Text)}{(IsPrefix ? "" : " ")}";
            return letter.Texts(Field ?? (isForbidden ? null : within))
                .Any(text => $" {Words.Fold(text)} ".Contains(wanted, StringComparison.Ordinal));
        }
    }

    internal sealed record Filter(string Text, Func<MadeLetter, bool> Meets) : Asked
    {
        public override string Typed => Text;

        public override bool Finds(MadeLetter letter, string? within, bool isForbidden) => Meets(letter);
    }

    internal sealed record All(IReadOnlyList<Asked> Parts) : Asked
    {
        public override string Typed => $"({string.Join(' ', Parts.Select(part => part.Typed))})";

        public override bool Finds(MadeLetter letter, string? within, bool isForbidden) =>
            Parts.All(part => part.Finds(letter, within, isForbidden));
    }

    internal sealed record Any(IReadOnlyList<Asked> Parts) : Asked
    {
        public override string Typed => $"({string.Join(" OR ", Parts.Select(part => part.Typed))})";

        public override bool Finds(MadeLetter letter, string? within, bool isForbidden) =>
            Parts.Any(part => part.Finds(letter, within, isForbidden));
    }

    internal sealed record Not(Asked Part) : Asked
    {
        public override string Typed => Part is Not ? $"-({Part.Typed})" : $"-{Part.Typed}";

        public override bool Finds(MadeLetter letter, string? within, bool isForbidden) =>
            !Part.Finds(letter, within, !isForbidden);
    }
}
