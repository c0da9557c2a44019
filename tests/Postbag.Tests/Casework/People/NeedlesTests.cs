using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Postbag.Casework.People.Writers;
using Postbag.Mime;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>Phrases are looked for only where one of their words stands; that may make no difference but in
/// time.</summary>
[Trait("engine", "either")]
public sealed class NeedlesTests
{
    [Fact]
    public void No_phrase_is_missed_because_its_words_were_looked_for_first()
    {
        var phrases = AllPhrases().ToList();
        phrases.Count.ShouldBeGreaterThan(20);
        var sentences = ((string[])["letters", "letters-after", "letters-third", "letters-fourth"])
            .SelectMany(InventedLetters.In).SelectMany(SentencesOf)
            .Distinct(StringComparer.Ordinal).ToList();

        var missed = phrases.SelectMany(phrase =>
        {
            var plain = phrase.WithoutNeedles();
            return sentences.Where(sentence => phrase.First(sentence) != plain.First(sentence));
        });

        missed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(@"\b(i|we)( am| are)? not", "WE  Are not", true)]
    [InlineData("colou?r", "color", true)]
    [InlineData("(red|blue) (house|home)s?", "a blue home", true)]
    [InlineData("[5-9]|1[0-7]", "7", true)]
    [InlineData(@"a(b|c)*d{2,3}e", "adde", true)]
    [InlineData("no (needle|[a-z]+)", "no hay", true)]
    [InlineData(@"\(or so\)", "(or so)", true)]
    [InlineData("somewhere else", "here", false)]
    public void Optional_parts_choices_and_classes_are_understood(string pattern, string text, bool isIn) =>
        Phrases.Of(pattern).IsIn(text).ShouldBe(isIn);

    /// <summary>Every phrase that is kept in a static field, alone or in a table.</summary>
    private static IEnumerable<Phrases> AllPhrases() =>
        typeof(Phrases).Assembly.GetTypes().Where(type => type.Namespace == typeof(Phrases).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .SelectMany(field => field.GetValue(null) switch
            {
                Phrases one => [one],
                Array rows => rows.OfType<ITuple>()
                    .SelectMany(row => Enumerable.Range(0, row.Length).Select(i => row[i])).OfType<Phrases>(),
                _ => Enumerable.Empty<Phrases>(),
            });

    private static IEnumerable<string> SentencesOf(InventedLetter letter)
    {
        var text = MimeMessage.Read(Encoding.UTF8.GetBytes(letter.Raw)).Letter;
        return Sentences.Of(text.Text, WriterLines.Of(text).All).Select(sentence => sentence.Plain);
    }
}
