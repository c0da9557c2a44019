using System.Buffers;
using System.Text.Unicode;

namespace Postbag.Mime;

/// <summary>Writes header fields, folded at 78 characters (RFC 5322 §2.1.1). It is the only way into a header, and
/// nothing with a line end in it gets through.</summary>
internal sealed class FieldWriter
{
    private const int LineLength = 78;

    // Names of fields are printable ASCII without a colon (RFC 5322 §2.2).
    private static readonly SearchValues<char> FieldName =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Where(c => c != ':')]);

    // Characters that a phrase may hold without quotes, and the space (RFC 5322 §3.2.3).
    private static readonly SearchValues<char> PlainPhrase =
        SearchValues.Create(" !#$%&'*+-/0123456789?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static readonly SearchValues<char> NotInId = SearchValues.Create(" <>()\t\"");

    private readonly StringBuilder text = new();
    private int column;

    /// <summary>Whether something was written that isn't ASCII.</summary>
    public bool NeedsUtf8 { get; private set; }

    public ReadOnlySpan<byte> Bytes => Encoding.UTF8.GetBytes(text.ToString());

    /// <summary>A field of free text (RFC 5322 §3.2.5).</summary>
    public void Text(string name, string value)
    {
        Begin(name);
        RefuseControls(name, value);
        var isPlain = value == value.Trim() && Ascii.IsValid(value) && !value.Contains("=?", StringComparison.Ordinal)
            && !value.Contains("  ", StringComparison.Ordinal) && !value.Contains('\t', StringComparison.Ordinal)
            && FitOnLines(name, value.Split(' '));
        foreach (var word in isPlain ? value.Split(' ') : WordEncoder.Encode(value))
            Word(word);
        End();
    }

    /// <summary>A field of one word that is never encoded.</summary>
    public void Token(string name, string value)
    {
        Begin(name);
        RefuseControls(name, value);
        if (!Ascii.IsValid(value))
            throw new ArgumentException($"The field {name} takes ASCII.");
        Word(value);
        End();
    }

    /// <summary>A field of addresses; nothing if there are none.</summary>
    public void Addresses(string name, IReadOnlyList<Mailbox> mailboxes)
    {
        if (mailboxes.Count == 0)
            return;
        Begin(name);
        for (var i = 0; i < mailboxes.Count; i++)
        {
            var comma = i < mailboxes.Count - 1 ? "," : "";
            var address = Address(name, mailboxes[i]);
            if (string.IsNullOrEmpty(mailboxes[i].Name))
            {
                Word(address + comma);
                continue;
            }

            foreach (var word in Phrase(name, mailboxes[i].Name ?? ""))
                Word(word);
            Word($"<{address}>{comma}");
        }

        End();
    }

    /// <summary>A field of message ids; nothing if there are none.</summary>
    public void Ids(string name, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
            return;
        Begin(name);
        foreach (var id in ids)
        {
            RefuseControls(name, id);
            if (id.Length == 0 || id.AsSpan().ContainsAny(NotInId) || id.Length > 900)
                throw new ArgumentException($"{name} takes message ids without angle brackets.");
            NeedsUtf8 |= !Ascii.IsValid(id);
            Word($"<{id}>");
        }

        End();
    }

    /// <summary>A field with parameters (RFC 2045 §5.1); what isn't short ASCII is written by RFC 2231.</summary>
    public void Parameters(string name, string value, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        Begin(name);
        RefuseControls(name, value);
        Word(parameters.IsEmpty ? value : value + ";");
        var words = new List<string>();
        foreach (var parameter in parameters)
        {
            RefuseControls(name, parameter.Value);
            words.AddRange(ParameterEncoder.Encode(parameter.Name, parameter.Value));
        }

        for (var i = 0; i < words.Count; i++)
            Word(i < words.Count - 1 ? words[i] + ";" : words[i]);
        End();
    }

    private void Begin(string name)
    {
        if (name.Length is 0 or > 70 || name.AsSpan().ContainsAnyExcept(FieldName))
            throw new ArgumentException("That is no name of a field.");
        text.Append(name).Append(':');
        column = name.Length + 1;
    }

    private void End() => text.Append("\r\n");

    /// <summary>Adds a word after a space, on a new line if it doesn't fit.</summary>
    private void Word(string word)
    {
        // A fold right after the colon would leave a line of nothing but white space to some readers.
        var isFirst = text[^1] == ':';
        if (!isFirst && column + 1 + word.Length > LineLength)
        {
            text.Append("\r\n");
            column = 0;
        }

        text.Append(' ').Append(word);
        column += 1 + word.Length;
    }

    private static IEnumerable<string> Phrase(string field, string name)
    {
        RefuseControls(field, name);
        if (!Ascii.IsValid(name) || name.Length > 60 || name.Contains("=?", StringComparison.Ordinal)
            || name != name.Trim()
            || name.Contains('\t', StringComparison.Ordinal))
        {
            return WordEncoder.Encode(name);
        }

        if (!name.AsSpan().ContainsAnyExcept(PlainPhrase) && !name.Contains("  ", StringComparison.Ordinal))
            return name.Split(' ');
        // Escapes lengthen it; what then has no room on a line of its own is encoded in parts.
        string[] quoted = [ParameterEncoder.Quoted(name)];
        return FitOnLines(field, quoted) ? quoted : WordEncoder.Encode(name);
    }

    /// <summary>Whether no line gets too long: the first word stands beside the field's name.</summary>
    private static bool FitOnLines(string field, string[] words) =>
        field.Length + 2 + words[0].Length <= LineLength
            && Array.TrueForAll(words, word => word.Length < LineLength - 2);

    private string Address(string field, Mailbox mailbox)
    {
        RefuseControls(field, mailbox.Address);
        var address = mailbox.AsciiAddress;
        var defects = new DefectList();
        // What reads as anything but this one address would let a sender add recipients.
        if (address.Length > 900 || address.IndexOf('@', StringComparison.Ordinal) <= 0
            || Mime.Addresses.Parse(Encoding.UTF8.GetBytes($"<{address}>"), 0, defects) is not [var read]
            || read.Address != address || defects.Any(d => d.Kind == DefectKind.BadAddress))
        {
            throw new ArgumentException($"{field} takes addresses with a domain.");
        }

        NeedsUtf8 |= !Ascii.IsValid(address);
        return address;
    }

    internal static void RefuseControls(string field, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (var current in value)
        {
            // U+0085, U+2028 and U+2029 end lines for some programs, though not for mail.
            if ((char.IsControl(current) && current != '\t') || current is '\u2028' or '\u2029')
                throw new ArgumentException($"{field} takes one line without control characters.");
        }

        if (!IsWellFormed(value))
            throw new ArgumentException($"{field} takes text, and half a surrogate pair is none.");
    }

    private static bool IsWellFormed(string value)
    {
        var buffer = new byte[value.Length * 3];
        return Utf8.FromUtf16(value, buffer, out _, out _, replaceInvalidSequences: false) == OperationStatus.Done;
    }
}
