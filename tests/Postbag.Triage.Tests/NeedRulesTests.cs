using Postbag.Triage.Needs;
using Shouldly;
using Xunit;

namespace Postbag.Triage.Tests;

public sealed class NeedRulesTests
{
    [Fact]
    public void Every_need_of_the_fixture_is_lifted_and_no_look_alike_is()
    {
        var sentences = Fixture("sentences.tsv").ToList();

        sentences.Count.ShouldBeGreaterThan(300);
        sentences.Count(sentence => sentence.Need == "-").ShouldBeGreaterThanOrEqualTo(sentences.Count * 47 / 100);
        sentences.Where(sentence => Wrong(sentence)).Select(sentence => $"{sentence.Need}: {sentence.Text}")
            .ShouldBeEmpty();
    }

    /// <summary>
    /// What docs/triage/needs.md says of the letters that the rules learnt from, so that it stays true. Whoever makes
    /// them better raises the floor.
    /// </summary>
    [Theory]
    [InlineData("letters-a.jsonl", 1, 0)]
    [InlineData("letters-b.jsonl", 0.92, 0)]
    [InlineData("letters-c.jsonl", 0.97, 0)]
    [InlineData("letters-d.jsonl", 0.98, 0)]
    [InlineData("letters-e.jsonl", 0.98, 0)]
    public void Letters_the_rules_learnt_from_are_raised_by_them_alone(string name, double recall, double falseAlarms)
    {
        var (inNeed, lookAlikes) = NeedLetters.Raised(NeedLetters.Examples(name), NeedLetters.RulesAlone);

        inNeed.ShouldBeGreaterThanOrEqualTo(recall);
        lookAlikes.ShouldBeLessThanOrEqualTo(falseAlarms);
    }

    [Fact]
    public void A_finding_names_its_place_and_says_why()
    {
        const string Text = "Dear Ms Osei,\n\nThank you for last time. They're chucking us out on the 14th!\n\nYours, Ann";

        var finding = NeedRules.Standard.Find(Text).ShouldHaveSingleItem();

        finding.Need.ShouldBe("eviction");
        finding.Reason.ShouldNotBeEmpty();
        Text.Substring(finding.At, finding.Length).ShouldContain("chucking us out");
        NeedRules.StandardText.Split('\n')[finding.Line - 1].ShouldContain("{out}");
    }

    [Fact]
    public void What_others_wrote_is_left_alone()
    {
        Needs("> I want to die.\n\nWhat do you say to this?").ShouldBeEmpty();
        Needs("The Gazette says: “I haven't eaten since Tuesday.”").ShouldBeEmpty();
        Needs("He texted me “I'll kill you”.").ShouldBe(["violence"]);
    }

    [Fact]
    public void A_slip_of_the_pen_changes_nothing()
    {
        Needs("The bailifffs are coming on Tuesday").ShouldBe(["eviction"]);
        Needs("my husband was detianed at the reporting centre").ShouldBe(["removal"]);
        Needs("I AM SUICIDAL").ShouldBe(["suicide"]);
    }

    [Theory]
    [InlineData("nonsense", 1, "begins with")]
    [InlineData("need a = b\n  maybe x", 2, "begins with yes, sure, sign")]
    [InlineData("need a = b\n  yes", 2, "says what to look for")]
    [InlineData("need a = b\n  yes (x|y", 2, "isn't closed")]
    [InlineData("need a = b\n  yes x)", 2, "closes nothing")]
    [InlineData("need a = b\n  yes {none}", 2, "no list none")]
    [InlineData("need a = b\n  yes x ..99 y", 2, "a number up to 15")]
    [InlineData("need a = b\n  yes .. y", 2, "doesn't begin with a gap")]
    [InlineData("need a = b\n  yes y ..", 2, "doesn't end with a gap")]
    [InlineData("need a = b\n  yes [y] z", 2, "may be left out")]
    [InlineData("need a = b\n  yes <when>", 2, "<number>, <ordinal> and <year>")]
    [InlineData("need a = b\n  yes x &", 2, "says what to look for")]
    [InlineData("need a = b\n  yes ! x", 2, "says what to look for")]
    [InlineData("need a = b\n  yes x + ..2 y", 2, "doesn't begin with a gap")]
    [InlineData("every need\n  sign x", 2, "only says what holds needs back")]
    [InlineData("need a = b\n  doubt x", 2, "Only \"every need\" has doubts")]
    [InlineData("need a = b\n  yes (x\n    |y", 2, "isn't closed")]
    [InlineData("spelt\n  tomorrow", 2, "a word, \"=\"")]
    [InlineData("spelt\n  a b = c", 2, "isn't one word")]
    [InlineData("need a = b\nneed a = c", 2, "there already")]
    [InlineData("alike always\nneed a = b", 1, "from 50 to 99")]
    [InlineData("alike 49\nneed a = b", 1, "from 50 to 99")]
    [InlineData("list a = x\nlist a = y", 2, "there already")]
    [InlineData("list a = one two three four five six seven eight nine ten eleven twelve thirteen", 1,
        "at most 12 words")]
    [InlineData("  yes x", 1, "none above it")]
    [InlineData("list a = x", 1, "no need in these rules")]
    [InlineData("every need\n  yes x", 2, "only says what holds needs back")]
    public void A_line_that_cannot_be_understood_is_named(string text, int line, string what)
    {
        var (rules, errors) = NeedRules.Parse(text);

        rules.ShouldBeNull();
        errors[0].Line.ShouldBe(line);
        errors[0].What.ShouldContain(what);
    }

    [Fact]
    public void Rules_of_ones_own_are_as_they_are_written()
    {
        var (rules, errors) = NeedRules.Parse(
            """
            list animal = cat, dog, guinea pig        # a comment
                pony
            need pet = An animal is lost.
                yes (lost|missing) ..2 {animal}
                sure {animal} [has|is] gone
                no lost property
                never in <year>
                denied not
            """);

        errors.ShouldBeEmpty();
        string[] Found(string text) =>
            [.. rules!.Find(text).Select(finding => text.Substring(finding.At, finding.Length))];
        Found("I have lost my guinea-pig. The pony has gone").ShouldBe(["lost my guinea-pig", "pony has gone"]);
        Found("I have not lost my cat").ShouldBeEmpty();
        Found("The lost property office has a cat").ShouldBeEmpty();
        Found("I lost my cat in 1987").ShouldBeEmpty();
        Found("lost our whole big dog").ShouldBeEmpty();
        Found("lost a categorical argument").ShouldBeEmpty();
    }

    [Fact]
    public void A_pattern_may_ask_for_what_stands_elsewhere_in_the_sentence_or_near_it_or_nowhere()
    {
        var (rules, errors) = NeedRules.Parse(
            """
            need pet = An animal is lost.
                yes (cat|dog) & lost
                yes pony + gate ..2 open ! picture
                around story
            """);

        errors.ShouldBeEmpty();
        int Found(string text) => rules!.Find(text).Count;
        Found("We lost it on Monday, the poor cat").ShouldBe(1);
        Found("We lost it on Monday. It is a cat").ShouldBe(0);
        Found("The gate was left open. My pony is not there").ShouldBe(1);
        Found("My pony is not there. It is grey. I found the gate wide open").ShouldBe(1);
        Found("My pony is not there. It is grey. We all like it. I found the gate wide open").ShouldBe(0);
        Found("The gate was left open. I have a picture of a pony").ShouldBe(0);
        Found("Here is a story. We lost a cat").ShouldBe(0);
        Found("Here is a story. It is good. It is long. We lost a cat").ShouldBe(1);
    }

    [Fact]
    public void Signs_raise_a_letter_together_and_none_alone()
    {
        var (rules, errors) = NeedRules.Parse(
            """
            need pet = An animal is lost.
                sign (cat|dog|pony)
                sign (gate
                    |fence)
                    & open
                hint lead
                hint whistled
            """);

        errors.ShouldBeEmpty();
        int Found(string text) => rules!.Find(text).Count;
        Found("We had a cat. The dog is grey").ShouldBe(0);
        Found("The fence is open").ShouldBe(0);
        Found("The fence is open. It is late. It is dark. Where is the cat").ShouldBe(1);
        Found("The fence is open. It is late. It is dark. I am sad. Where is the cat").ShouldBe(0);
        Found("We whistled for the cat and have the lead").ShouldBe(1);
        Found("We whistled and have the lead").ShouldBe(0);
    }

    [Fact]
    public void What_hints_at_any_need_adds_to_a_sign_and_is_none_by_itself()
    {
        var (rules, errors) = NeedRules.Parse(
            """
            every need
                hint please help
                hint tonight
                hint alone
                hint nobody
                doubt thank you
            need pet = An animal is lost.
                sign (cat|dog|pony)
                hint lead
            """);

        errors.ShouldBeEmpty();
        const string Text = "The pony is gone. It is cold tonight. Please help";
        var finding = rules!.Find(Text).ShouldHaveSingleItem();
        Text.Substring(finding.At, finding.Length).ShouldBe("pony");
        finding.Line.ShouldBe(8);
        rules.Find("The pony is gone. Please help").ShouldBeEmpty();
        rules.Find("The lead is gone. Please help. I am alone tonight, nobody comes").ShouldBeEmpty();
        rules.Find("The pony is back. Thank you. It sleeps tonight. Please help others").ShouldBeEmpty();
        rules.Find("The pony is gone. He wrote \"please help tonight\"").ShouldBeEmpty();
    }

    [Fact]
    public void A_word_stands_for_its_forms_and_for_how_it_is_misspelt()
    {
        var (rules, errors) = NeedRules.Parse(
            """
            spelt
                tomorrow = tmrw, 2moro
            need pet = An animal is lost.
                yes (starve~|hit~|cry~|die~|cancel~|drive evict~) ..4 (tomorrow|bailiffs)
            """);

        errors.ShouldBeEmpty();
        foreach (var word in (
            string[])["starve", "starves", "starved", "starving", "hits", "hitting", "cries", "cried", "crying",
            "dying", "cancelled", "canceling", "drive evicting"])
            rules!.Find($"It is {word} tmrw").Count.ShouldBe(1, word);
        rules!.Find("it hits bailifs").Count.ShouldBe(1);
        rules.Find("it stars tomorrow").Count.ShouldBe(0);
    }

    [Fact]
    public void No_text_and_no_rules_make_it_fail()
    {
        var random = new Random(5);
        string[] pieces = ["yes ", " & ", " + ", " ! ", "hit~", "spelt\n  ", " around ", " sign ", "\n  | ", "no ",
            "need a = b\n  ", "list x = ", "{x}", "(", ")", "[", "]", "|", "..", "..3", "<number>", "evict*", "\n  ",
            "\n", ",", " ", "#", "\uD800", "*", "'"];
        string[] words = ["I", "haven't", "eaten", "since", "Friday", "not", "“", "\"", ">", "\n", ".", "evicted",
            "\uD800", "out", "on", "the", "14th", "'", "kill", "me", new string('x', 300)];
        for (var i = 0; i < 3_000; i++)
        {
            var rules = string.Concat(
                Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)]));
            var text = string.Join(
                ' ', Enumerable.Range(0, random.Next(120)).Select(_ => words[random.Next(words.Length)]));

            var parsed = NeedRules.Parse(rules);

            (parsed.Rules is null).ShouldBe(parsed.Errors.Count > 0);
            foreach (var finding in (i % 10 == 0 ? NeedRules.Standard : parsed.Rules ?? NeedRules.Standard).Find(text))
                text.Substring(finding.At, finding.Length).ShouldNotBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(HostileInputTests.Texts), MemberType = typeof(HostileInputTests))]
    public void Any_text_is_looked_through(string what, string text)
    {
        what.ShouldNotBeEmpty();

        NeedRules.Standard.Find(text)
            .ShouldAllBe(finding => finding.At >= 0 && finding.At + finding.Length <= text.Length);
    }

    private static IEnumerable<(string Need, string Text)> Fixture(string name) =>
        File.ReadLines(NeedLetters.Examples(name)).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t', 2)).Select(parts => (parts[0], parts[1]));

    private static bool Wrong((string Need, string Text) sentence)
    {
        var needs = Needs(sentence.Text);
        return sentence.Need == "-" ? needs.Length > 0 : !needs.Intersect(sentence.Need.Split(',')).Any();
    }

    private static string[] Needs(string text) =>
        [.. NeedRules.Standard.Find(text).Select(finding => finding.Need).Distinct()];
}
