using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Letters;

public sealed class LetterCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_line_of_every_letter_is_in_its_zone()
    {
        var (right, lines, rightLines, hidden) = (0, 0, 0, 0);
        var wrong = new List<string>();
        foreach (var letter in LetterCorpus.All)
        {
            var read = letter.IsFlowed ? LetterText.FromFlowed(letter.Text, delSp: false)
                : LetterText.FromPlain(letter.Text);
            var expected = letter.Lines.Where(line => !string.IsNullOrWhiteSpace(line.Line)).ToList();
            var found = LetterCorpus.Zones(read).ToList();
            found.Count.ShouldBe(expected.Count, letter.Title);

            lines += expected.Count;
            var differences = expected.Zip(found).Where(pair => pair.First.Zone != pair.Second.Zone).ToList();
            rightLines += expected.Count - differences.Count;
            hidden += differences.Count(pair => pair.First.Zone == 'o');
            if (differences.Count == 0 && read.IsForward == letter.IsForward) right++;
            else wrong.Add(Describe(letter, read, differences));
        }
        output.WriteLine($"{right} of {LetterCorpus.All.Count} letters and {rightLines} of {lines} lines are right; "
            + $"{hidden} lines of own words were hidden.");

        LetterCorpus.All.Count.ShouldBeGreaterThanOrEqualTo(200);
        LetterCorpus.All.Count(letter => letter.IsTrap).ShouldBeGreaterThanOrEqualTo(85);
        wrong.ShouldBeEmpty($"{right} right, {hidden} own lines hidden\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Spans_cover_the_text_and_end_at_line_ends()
    {
        foreach (var letter in LetterCorpus.All)
        {
            var read = LetterText.FromPlain(letter.Text);
            read.Spans.Sum(span => span.Length).ShouldBe(read.Text.Length);
            var end = 0;
            foreach (var span in read.Spans)
            {
                span.Start.ShouldBe(end);
                span.Length.ShouldBeGreaterThan(0);
                end = span.End;
                (end == read.Text.Length || read.Text[end - 1] == '\n').ShouldBeTrue(letter.Title);
            }
        }
    }

    private static string Describe(
        LetterCorpus.Letter letter, LetterText read,
            IEnumerable<((char Zone, string Line) First, (char Zone, string Line) Second)> differences) =>
        $"[{letter.File}] {letter.Title}: forward {read.IsForward}\n"
        + string.Join('\n',
            differences.Select(pair => $"    {pair.First.Zone} but {pair.Second.Zone}: {pair.First.Line}"));
}
