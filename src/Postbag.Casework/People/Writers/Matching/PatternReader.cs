using System.Globalization;

namespace Postbag.Casework.People.Writers.Matching;

/// <summary>Reads a pattern as it is written: a regular expression of few means, which mean what they do for the
/// framework when case makes no difference and groups capture nothing: letters and marks, <c>. \w \W \d \b ^ $</c>,
/// classes, groups, choices, and <c>? * + {2} {2,4}</c>.</summary>
/// <remarks>Patterns are the program's own: what isn't understood is a mistake in the program.</remarks>
internal sealed class PatternReader
{
    private readonly string pattern;
    private int at;

    private PatternReader(string pattern) => this.pattern = pattern;

    /// <exception cref="FormatException">The pattern has something in it that isn't listed above.</exception>
    public static PatternNode Read(string pattern)
    {
        var reader = new PatternReader(pattern);
        var node = reader.Choice();
        return reader.at == pattern.Length ? node : throw reader.Wrong("a bracket that was never opened");
    }

    private bool IsAtEnd => at == pattern.Length;

    private PatternNode Choice()
    {
        var choices = new List<PatternNode> { Row() };
        while (!IsAtEnd && pattern[at] == '|')
        {
            at++;
            choices.Add(Row());
        }

        return choices.Count == 1 ? choices[0] : new Either(choices);
    }

    private InRow Row()
    {
        var parts = new List<PatternNode>();
        while (!IsAtEnd && pattern[at] is not ('|' or ')')) parts.Add(Quantified(Part()));
        return new InRow(parts);
    }

    private PatternNode Part()
    {
        var c = pattern[at++];
        switch (c)
        {
            case '(':
                if (!IsAtEnd && pattern[at] == '?') throw Wrong("a group with a question mark");
                var group = Choice();
                if (IsAtEnd) throw Wrong("a bracket that is never closed");
                at++;
                return group;
            case '[': return new OneOf(Class());
            case '.': return new OneOf(Signs.All & ~Signs.SetOf('\n'));
            case '^': return new Border(BorderKind.OfStart);
            case '$': return new Border(BorderKind.OfEnd);
            case '\\' when !IsAtEnd && pattern[at] == 'b':
                at++;
                return new Border(BorderKind.OfWord);
            case '\\': return new OneOf(Escaped());
            case '?' or '*' or '+' or '{' or '}' or ']': throw Wrong($"a “{c}” that repeats nothing");
            default: return new OneOf(Signs.SetOf(c));
        }
    }

    private UInt128 Escaped()
    {
        if (IsAtEnd) throw Wrong("a backslash at the end");
        var c = pattern[at++];
        return c switch
        {
            'w' => Signs.Words,
            'W' => Signs.All & ~Signs.Words,
            'd' => Signs.Digits,
            _ when char.IsLetterOrDigit(c) => throw Wrong($"\\{c}"),
            _ => Signs.SetOf(c),
        };
    }

    private UInt128 Class()
    {
        var isOther = !IsAtEnd && pattern[at] == '^';
        if (isOther) at++;
        var signs = UInt128.Zero;
        while (!IsAtEnd && pattern[at] != ']')
        {
            var from = pattern[at++];
            if (from == '\\') signs |= Escaped();
            else if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                for (var c = from; c <= pattern[at + 1]; c++) signs |= Signs.SetOf(c);
                at += 2;
            }
            else signs |= Signs.SetOf(from);
        }

        if (IsAtEnd) throw Wrong("a class that is never closed");
        at++;
        return isOther ? Signs.All & ~signs : signs;
    }

    private PatternNode Quantified(PatternNode part)
    {
        if (IsAtEnd || pattern[at] is not ('?' or '*' or '+' or '{')) return part;
        var (least, most) = pattern[at++] switch
        {
            '?' => (0, (int?)1),
            '*' => (0, null),
            '+' => (1, null),
            _ => Times(),
        };
        if (!IsAtEnd && pattern[at] is '?' or '*' or '+' or '{') throw Wrong("a quantifier behind another");
        return new Repeated(part, least, most);
    }

    private (int Least, int? Most) Times()
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0) throw Wrong("a brace that is never closed");
        var times = pattern[at..end].Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))
            .ToList();
        at = end + 1;
        return (times[0], times[^1]);
    }

    private FormatException Wrong(string what) =>
        new($"A pattern has {what}, before place {at}: {pattern[Math.Max(0, at - 40)..at]}");
}
