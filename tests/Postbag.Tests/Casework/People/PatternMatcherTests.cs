using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Postbag.Casework.People.Writers;
using Postbag.Casework.People.Writers.Matching;
using Postbag.Mime;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>Turns of phrase are looked for by an automaton of our own; it finds what the framework's regular
/// expressions find.</summary>
[Trait("engine", "either")]
public sealed class PatternMatcherTests
{
    private const RegexOptions Framework =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture;

    [Fact]
    public void Every_phrase_is_found_where_the_framework_finds_it()
    {
        var random = new Random(9);
        var letters = ((string[])["letters", "letters-after", "letters-third", "letters-fourth"])
            .SelectMany(InventedLetters.In).SelectMany(SentencesOf).Distinct(StringComparer.Ordinal).ToList();

        foreach (var phrases in All().DistinctBy(one => one.Pattern))
        {
            // Going back and forth, it finds the same: the other way it refuses large ones and takes half a minute.
            var expected = new Regex(
                phrases.Pattern, Framework & ~RegexOptions.NonBacktracking, TimeSpan.FromMinutes(5));
            var made = Enumerable.Range(0, 300).Select(_ => Made(PatternReader.Read(phrases.Pattern), random));
            foreach (var text in letters.Concat(made))
                Found(phrases, text).ShouldBe(Found(expected, text), $"{text} <- {phrases.Pattern}");
        }
    }

    [Theory]
    [InlineData(@"a|ab", "abab")]
    [InlineData(@"(ab|a)(c|bcd)?", "abcd ac a")]
    [InlineData(@"\bi('m| am)?( \w+){0,2} (not|no)\b", "I'm not, i am really very no not; i know")]
    [InlineData(@"x{2,3}", "x xx xxx xxxx xxxxxxx")]
    [InlineData(@"x{2}y*", "xxyyxyxx")]
    [InlineData(@"[^,]{3,5},?", "one, three, fourteen,")]
    [InlineData(@"^(a|b)+$", "abba")]
    [InlineData(@"^(a|b)+$", "abbac")]
    [InlineData(@"b$|^a", "ab")]
    [InlineData(@"(a b|a) (b c)?", "a b c")]
    [InlineData(@"\b.{0,4}\b", "it is so")]
    [InlineData(@"(\w+ )*end", "this is the end of the end")]
    [InlineData(@"caf[eé]\W", "CAFÉ café! cafe")]
    [InlineData(@"[1-9]|1[0-3]", "13 and 10")]
    [InlineData(@"c/o|\(the \w", "C/O (the x")]
    public void It_takes_the_first_place_and_there_the_best_way(string pattern, string text) =>
        Found(new PatternMatcher(pattern), text).ShouldBe(Found(new Regex(pattern, Framework), text));

    [Theory]
    [InlineData(@"^\w$")]
    [InlineData(@"^\W$")]
    [InlineData(@"^\d$")]
    [InlineData(@"^.$")]
    [InlineData(@"^[a-z]$")]
    [InlineData(@"^[^a-y]$")]
    [InlineData(@"^[kéŵ'i]$")]
    [InlineData(@"\b")]
    public void A_character_is_to_it_what_it_is_to_the_framework(string pattern)
    {
        var (ours, expected) = (new PatternMatcher(pattern), new Regex(pattern, Framework));

        var other = Enumerable.Range(0, char.MaxValue + 1).Select(c => ((char)c).ToString())
            // Which of them "$" stands before is another question: a sentence is one line.
            .Where(text => text != "\n" && ours.IsIn(text) != expected.IsMatch(text))
            .Select(text => ((int)text[0]).ToString("X4", CultureInfo.InvariantCulture));

        string.Join(' ', other).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("a{2")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("a+?")]
    [InlineData("(?:a)")]
    [InlineData(@"\s")]
    [InlineData(@"a\")]
    [InlineData("щ")]
    [InlineData("(a{1000}){1000}")]
    public void What_it_does_not_understand_is_refused(string pattern) =>
        Should.Throw<FormatException>(() => new PatternMatcher(pattern).IsIn("a"));

    [Fact]
    public void Texts_that_need_ever_new_states_are_read_all_the_same()
    {
        const string Pattern = @"a.{15}b(\w|x)*c";
        var random = new Random(5);
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(_ => random.Next(2) == 0 ? 'a' : '-'));

        Found(new PatternMatcher(Pattern), text).ShouldBeEmpty();
        Found(new PatternMatcher(Pattern), text + "a123456789012345bxxc")
            .ShouldBe(Found(new Regex(Pattern, Framework), text + "a123456789012345bxxc"));
    }

    [Fact]
    public void Many_threads_may_ask_at_once()
    {
        var matcher = new PatternMatcher(@"\b(i|we)( \w+){0,3} (live|lived) (in|at) (\w+)");
        var texts = InventedLetters.In("letters").SelectMany(SentencesOf).ToList();

        var found = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(text => Found(matcher, text))
            .ToList();

        var expected = new Regex(matcher.Pattern, Framework);
        found.ShouldBe(texts.Select(text => Found(expected, text)));
    }

    /// <summary>Every phrase that is kept in a static field, alone or in a table.</summary>
    internal static IEnumerable<Phrases> All() =>
        typeof(Phrases).Assembly.GetTypes().Where(type => type.Namespace == typeof(Phrases).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .SelectMany(field => field.GetValue(null) switch
            {
                Phrases one => [one],
                Array rows => rows.OfType<ITuple>()
                    .SelectMany(row => Enumerable.Range(0, row.Length).Select(i => row[i])).OfType<Phrases>(),
                _ => Enumerable.Empty<Phrases>(),
            });

    internal static IEnumerable<string> SentencesOf(InventedLetter letter)
    {
        var text = MimeMessage.Read(Encoding.UTF8.GetBytes(letter.Raw)).Letter;
        return Sentences.Of(text.Text, WriterLines.Of(text).All).Select(sentence => sentence.Plain);
    }

    private static string Found(Regex regex, string text)
    {
        var found = new StringBuilder();
        foreach (var match in regex.EnumerateMatches(text)) found.Append($"{match.Index}+{match.Length} ");
        return found.ToString();
    }

    private static string Found(Phrases phrases, string text) => Written(phrases.All(text));

    private static string Found(PatternMatcher matcher, string text) => Written(matcher.All(text));

    private static string Written(IEnumerable<(int Offset, int Length)> found) =>
        string.Concat(found.Select(match => $"{match.Offset}+{match.Length} "));

    /// <summary>Words that the pattern matches, among others and with a slip here and there.</summary>
    private static string Made(PatternNode pattern, Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            if (random.Next(2) == 0) text.Append(random.Next(3) switch { 0 => "I ", 1 => "we are not, ", _ => "my " });
            Write(pattern, random, text);
            text.Append(random.Next(4) switch { 0 => "", 1 => ", ", _ => " " });
        }

        for (var slips = random.Next(3); slips > 0 && text.Length > 0; slips--)
        {
            var at = random.Next(text.Length);
            if (random.Next(2) == 0) text.Remove(at, 1);
            else text[at] = " x'-,I\u00E9"[random.Next(7)];
        }

        return random.Next(3) == 0 ? text.ToString().ToUpperInvariant() : text.ToString();
    }

    private static void Write(PatternNode part, Random random, StringBuilder text)
    {
        switch (part)
        {
            case OneOf one:
                var from = random.Next(0x80);
                for (var i = 0; i < 0x180; i++)
                {
                    var c = (char)((from + i) % 0x180);
                    if (c is < ' ' || (one.Signs & Signs.Bit(Signs.OfCharacters[c])) == 0) continue;
                    text.Append(char.ToLowerInvariant(c));
                    return;
                }

                break;
            case InRow row:
                foreach (var one in row.Parts) Write(one, random, text);
                break;
            case Either either:
                Write(either.Choices[random.Next(either.Choices.Count)], random, text);
                break;
            case Repeated repeated:
                var most = Math.Min(repeated.Most ?? int.MaxValue, repeated.Least + 3);
                for (var i = random.Next(repeated.Least, most + 1); i > 0; i--) Write(repeated.Part, random, text);
                break;
        }
    }
}
