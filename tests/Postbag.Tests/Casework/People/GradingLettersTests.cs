using System.Globalization;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>Who writes, and are they ours: invented letters with the right answers.</summary>
[Trait("engine", "either")]
public sealed class GradingLettersTests
{
    private static readonly GradeWriter Grading = new(InventedLetters.Places);

    [Theory]
    [InlineData("letters", 200)]
    [InlineData("letters-after", 50)]
    [InlineData("letters-third", 30)]
    [InlineData("letters-fourth", 150)]
    public void Every_letter_is_read_and_graded_rightly(string folder, int atLeast)
    {
        var letters = InventedLetters.In(folder);
        letters.Count.ShouldBeGreaterThanOrEqualTo(atLeast);

        var wrong = letters.SelectMany(WhatIsWrong).ToList();

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
    }

    [Fact]
    public void Nobody_is_put_elsewhere_who_is_not()
    {
        var letters = ((string[])["letters", "letters-after", "letters-third", "letters-fourth"])
            .SelectMany(InventedLetters.In);

        var falsely = letters.Where(
            letter => Answer(letter).Grade == Grade.Elsewhere && letter.Grade != Grade.Elsewhere);

        falsely.ShouldBeEmpty();
    }

    [Fact]
    public void Not_being_on_the_register_lowers_no_grade()
    {
        foreach (var letter in InventedLetters.In("letters"))
        {
            var evidence = InventedLetters.EvidenceOf(letter);
            var notFound = Grading.Grade(evidence, new KnownOfWriter { IsOnRegister = false }, InventedLetters.On);

            notFound.Grade.ShouldBe(
                Grading.Grade(evidence, KnownOfWriter.Nothing, InventedLetters.On).Grade, letter.ToString());
        }
    }

    [Fact]
    public void Without_places_nobody_is_elsewhere_by_a_postcode()
    {
        var grading = new GradeWriter(PlaceBook.Empty);

        var elsewhere = InventedLetters.In("letters")
            .Where(letter => grading.Grade(
                InventedLetters.EvidenceOf(letter), KnownOfWriter.Nothing,
                InventedLetters.On).Grade == Grade.Elsewhere);

        elsewhere.ShouldBeEmpty();
    }

    [Fact]
    public void Every_piece_of_evidence_has_its_place_in_the_message()
    {
        foreach (var letter in InventedLetters.In("letters"))
        {
            var text = Postbag.Mime.MimeMessage.Read(System.Text.Encoding.UTF8.GetBytes(letter.Raw)).Letter.Text;
            foreach (var item in InventedLetters.EvidenceOf(letter).Items.Where(
                item => item.Field == EvidenceField.Text))
            {
                (item.Offset + item.Length).ShouldBeLessThanOrEqualTo(text.Length);
                var written = text.Substring(item.Offset, item.Length);
                if (item.Kind == EvidenceKind.Postcode)
                    PostcodeText.Normal(written).ShouldBe(item.Value, letter.ToString());
                if (item.Kind == EvidenceKind.Phone) PhoneText.Normal(written).ShouldBe(item.Value, letter.ToString());
                if (item.Kind == EvidenceKind.Name && item.Way != EvidenceWay.Form)
                    written.ShouldBe(item.Value, letter.ToString());
            }
        }
    }

    internal static GradeAnswer Answer(InventedLetter letter) =>
        Grading.Grade(InventedLetters.EvidenceOf(letter), KnownOfWriter.Nothing, InventedLetters.On);

    internal static IEnumerable<string> WhatIsWrong(InventedLetter letter)
    {
        var evidence = InventedLetters.EvidenceOf(letter);
        var answer = Grading.Grade(evidence, KnownOfWriter.Nothing, InventedLetters.On);
        if (letter.Person != "?" && evidence.Name != letter.Person)
            yield return $"{letter}: person {evidence.Name ?? "-"}, not {letter.Person ?? "-"}";
        if (letter.Address != "?" && evidence.Address != letter.Address)
            yield return $"{letter}: address {evidence.Address ?? "-"}, not {letter.Address ?? "-"}";
        if (letter.Email is not null && evidence.Email != letter.Email)
            yield return $"{letter}: email {evidence.Email ?? "-"}, not {letter.Email}";
        var reasons = string.Join(", ", answer.Reasons.Select(reason => reason.Kind.ToString()));
        if (letter.Missed is { } missed && answer.Grade != letter.Grade)
        {
            if (answer.Grade != missed)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{letter}: {answer.Grade} ({reasons}), neither {letter.Grade} nor, as before, {missed}");
        }
        else if (letter.Missed is not null)
            yield return $"{letter}: {letter.Grade}, as it should be: take its line away that says it is missed";
        else if (answer.Grade != letter.Grade)
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{letter}: {answer.Grade} ({reasons}), not {letter.Grade}");
        else if (letter.Why is not null && answer.Reasons.All(reason => reason.Kind.ToString() != letter.Why))
            yield return $"{letter}: because {reasons}, not {letter.Why}";
        if (answer.Cases != letter.Cases) yield return $"{letter}: {answer.Cases}, not {letter.Cases}";
    }
}
