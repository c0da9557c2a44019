using System.Text;
using Postbag.Casework.People.Writers;
using Postbag.Mime;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>What a sentence said before is remembered; that may make no difference but in time.</summary>
[Trait("engine", "either")]
public sealed class SaidBeforeTests
{
    [Fact]
    public void A_letter_says_the_same_of_its_writer_when_it_comes_again()
    {
        var letters = ((string[])["letters", "letters-after", "letters-third", "letters-fourth"])
            .SelectMany(InventedLetters.In)
            .Select(letter => MimeMessage.Read(Encoding.UTF8.GetBytes(letter.Raw))).ToList();

        var first = letters.ConvertAll(Said);
        letters.Reverse();
        var again = letters.ConvertAll(Said);
        again.Reverse();

        again.ShouldBe(first);
    }

    [Fact]
    public void The_place_behind_a_writers_name_is_theirs_whoever_wrote_the_same_words_before()
    {
        const string Sentence = "Jane Doe, Marchbury";

        PlacesNamed.In(Sentence, []).ShouldBeEmpty();
        PlacesNamed.In(Sentence, ["Jane Doe"]).ShouldHaveSingleItem().Name.ShouldBe("Marchbury");
        PlacesNamed.In(Sentence, ["John Roe"]).ShouldBeEmpty();
    }

    [Fact]
    public void However_many_sentences_there_are_each_has_its_own_answer()
    {
        var lengths = new SaidBefore<string>(sentence => $"{sentence}!");
        var sentences = Enumerable.Range(0, 30_000).Select(i => $"I have written {i} times.")
            .Append(new string('x', 2_000)).ToList();

        foreach (var sentence in sentences.Concat(sentences)) lengths.In(sentence).ShouldBe($"{sentence}!");
    }

    private static string Said(MimeMessage message)
    {
        var evidence = EvidenceReader.Read(WriterLetter.Of(message, []), InventedLetters.Office);
        return $"{evidence.Name}; {evidence.Email}; {evidence.Address}; {evidence.Postcode}; {string.Join('\n', evidence.Items)}";
    }
}
