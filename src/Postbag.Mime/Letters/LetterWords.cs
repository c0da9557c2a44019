using System.Collections.Frozen;

namespace Postbag.Mime;

/// <summary>Words by which a line is known to be somebody speaking, whatever it looks like otherwise.</summary>
internal static class LetterWords
{
    // Who speaks or is spoken of. A line with one of these is never an introduction, an address or a notice.
    private const string Persons =
        """
        i i'm i've i'd i'll im ive my me mine myself we we're we've us our ours ourselves he she they them him his her
        hers
        their it's its that this these those you you're your yours who what when where why how
        am is are was were be been being has have had do does did don't doesn't didn't can can't cannot could couldn't
        would wouldn't should shouldn't must won't isn't aren't wasn't weren't haven't hasn't
        because but so if since until after before while although though unless
        ich mein meine meinem meinen meiner wir uns unser unsere mich mir ist sind war habe haben hat kann bitte nicht
        je j'ai mon ma mes nous notre nos moi suis est sont ai avons peux ne pas
        yo mi mis nosotros nuestro nuestra tengo soy estoy es está son no he hemos puedo
        io mio mia noi nostro nostra sono ho abbiamo non posso è
        eu meu minha nós nosso nossa sou estou tenho não posso é
        ik mijn wij onze ons ben heb hebben kan niet
        jestem moja mój moje mam nie proszę mogę jest są
        jag mitt min vi vår är har kan inte jeg mit vores er ikke
        eșunt sunt am meu mea noastră nu minä minun meidän olen ei ole
        dwi rydw rwy'n mae fy fi ni ein wedi yw yn mi tha mo sinn tá mé mo sinn
        я мой моя мы наш нас мне меня не у есть на в
        """;

    // What people in need write. A short line with one of these is not a name or an address, even after a sign-off.
    private const string Worries =
        """
        please help urgent urgently asap emergency eviction evicted evict bailiff bailiffs homeless homelessness heating
        damp mould mold boiler leak leaking flood flooded flooding broken cold hungry food starving debt arrears rent
        money
        benefit benefits universal pip sanction sanctioned court hearing tribunal appeal deadline deport deported
        deportation visa asylum detained detention danger dangerous afraid scared frightened threat threats threatened
        violence violent abuse abused police arrested prison hospital surgery operation cancer ill sick dying died dead
        death
        suicide suicidal kill die pain disabled disability pregnant baby babies child children kids son daughter mother
        mum father dad wife husband partner neighbour neighbours landlord repair repairs rats mice asbestos unsafe
        today tomorrow tonight now soon yesterday monday tuesday wednesday thursday friday saturday sunday week weeks
        month months days hours years ago still already again never nothing nobody none not nowhere desperate
        desperately
        worried worse worst waiting wait reply respond answer call ring phone contact write tell come act stop save vote
        support oppose change fix pay give need needs want wants lost losing left leave without hurry forgot forgotten
        hilfe dringend kinder wohnung aide urgence enfants ayuda urgente niños aiuto bambini ajuda crianças hulp
        kinderen
        pomocy pomoc dzieci hjälp hjælp hjelp barn ajutor copii apua lapset cymorth help plant brys cuidiú leanaí
        помогите помощь срочно дети допоможіть допомога терміново діти
        """;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> PersonWords = Read(Persons);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> WorryWords = Read(Worries);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Tellers =
        Read("i i'm i've my we our me he she they it was were had have that because when after his her their you your "
            + "not said says told asked which but and");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Third = Read("he she him her hers");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Others =
        Read("we our us he she they it had because when after his her their said says told asked which but must");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Selves =
        Read("i i'm i've i'd i'll my me mine myself ich mein meine mir mich je j'ai mon ma mes yo mi mis io mio mia ik mijn");

    /// <summary>Somebody tells what happened: not what a mail program writes above a quotation.</summary>
    public static bool Tells(ReadOnlySpan<char> text) => Any(text, Tellers);

    /// <summary>Somebody speaks of themselves or of others, or a sentence is being made.</summary>
    public static bool Speaks(ReadOnlySpan<char> text) => Any(text, PersonWords);

    /// <summary>Somebody speaks of themselves alone: "we" is also what firms call themselves.</summary>
    public static bool SpeaksOfSelf(ReadOnlySpan<char> text) => Any(text, Selves);

    /// <summary>It speaks, or holds a word that people in need use.</summary>
    public static bool MayBePlea(ReadOnlySpan<char> text) => Speaks(text) || Any(text, WorryWords);

    /// <summary>Somebody speaks of one other person, as notices never do.</summary>
    public static bool SpeaksOfPerson(ReadOnlySpan<char> text) => Any(text, Third);

    /// <summary>Somebody speaks of others, or of what must be done.</summary>
    public static bool SpeaksOfOthers(ReadOnlySpan<char> text) => Any(text, Others);

    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var range in text.SplitAny(' ', '\t', '\u00A0')) count += text[range].IsEmpty ? 0 : 1;
        return count;
    }

    /// <summary>True if a word of the text is one of these; what belongs to an address (example.org, jo@my-home) isn't
    /// a word.</summary>
    private static bool Any(ReadOnlySpan<char> text, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words)
    {
        Span<char> straight = stackalloc char[24];
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '’')) i++;
            var word = text[start..i];
            if (word.Length > straight.Length || IsPartOfAddress(text, start, i)) continue;
            word.Replace(straight, '’', '\'');
            if (words.Contains(straight[..word.Length].TrimEnd('\''))) return true;
        }
        return false;
    }

    private static bool IsPartOfAddress(ReadOnlySpan<char> text, int start, int end) =>
        start > 0 && text[start - 1] is '.' or '@' or '/' or '_' or '=' && start > 1
            && !char.IsWhiteSpace(text[start - 2])
        || end + 1 < text.Length && text[end] is '.' or '@' or '/' or '_' && char.IsLetterOrDigit(text[end + 1])
            && !char.IsUpper(text[end + 1]);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Read(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
}
