using Postbag.Triage.Axes;
using Shouldly;
using Xunit;

namespace Postbag.Triage.Tests;

public sealed class StartingSetTests
{
    [Fact]
    public void An_office_begins_with_five_axes_and_about_forty_issues()
    {
        var axes = StartingSet.Standard();

        axes.Select(axis => axis.Key).ShouldBe(["issue", "urgency", "sensitivity", "responsible", "kind"]);
        axes[0].Labels.Count.ShouldBeInRange(38, 46);
        axes[4].Labels.ShouldBe(
            ["case", "campaign or policy", "reply to us", "agency's reply", "invitation", "press", "abuse or threat",
                "spam", "automatic"]);
        axes.ShouldAllBe(axis => axis.Title.Length > 0 && axis.Decisions == 0);
    }

    [Theory]
    [InlineData("issue", "There is black mould in the bathroom and the housing association won't do the repairs.",
        "Housing: repairs and damp")]
    [InlineData("issue", "My PIP was refused and the mandatory reconsideration too; I want to go to tribunal.",
        "Benefits: disability and carers")]
    [InlineData("issue", "My wife's spouse visa has been with the Home Office for nine months.",
        "Immigration: visas and status")]
    [InlineData("issue", "My son's EHCP is late and there is no special school for his autism.", "SEND")]
    [InlineData("issue", "The potholes on our road are terrible and so is the parking.", "Roads and parking")]
    [InlineData("issue", "Please ban trophy hunting and live exports, for animal welfare.", "Animals")]
    [InlineData("kind", "You are invited to a reception on 4 June. RSVP by Monday.", "invitation")]
    [InlineData("kind", "Automatic reply: I am out of the office until Monday.", "automatic")]
    [InlineData("kind", "I am a reporter on the Gazette. My deadline for comment is noon.", "press")]
    [InlineData("responsible", "The hospital and the ambulance trust both say it isn't them.", "NHS body")]
    [InlineData("urgency", "This is urgent: I am homeless tonight.", "today")]
    public void Suggestions_work_from_the_first_day_and_are_marked(string axis, string text, string label)
    {
        var suggestion = Of(axis).Suggest(text).ShouldNotBeNull();

        suggestion.Label.ShouldBe(label);
        suggestion.IsUnsure.ShouldBeFalse();
        suggestion.FromSeeds.ShouldBeTrue();
        suggestion.P.ShouldBeLessThanOrEqualTo(0.7);
        suggestion.Why.ShouldNotBeEmpty();
        suggestion.Why.ShouldAllBe(why => text.Contains(why.In(text)));
    }

    [Fact]
    public void Where_there_is_nothing_to_say_nothing_is_said()
    {
        Of("issue").Suggest("").ShouldBeNull();
        Of("issue").Suggest("Hello, it's me.").ShouldBeNull();
        (Of("issue").Suggest("I saw a badger.") is null or { IsUnsure: true }).ShouldBeTrue();
    }

    [Fact]
    public void One_correction_overrules_the_words()
    {
        const string Text = "The school bus timetable means pupils wait at the bus stop for an hour.";
        var axis = Of("issue");
        axis.Suggest(Text)!.FromSeeds.ShouldBeTrue();

        axis.Correct(Text, "Schools");

        axis.Suggest(Text)!.Label.ShouldBe("Schools");
        axis.Suggest(Text)!.FromSeeds.ShouldBeFalse();
        axis.Suggest("There is black mould in my flat and the landlord won't do repairs: damp everywhere.")!.Label
            .ShouldStartWith("Housing");
        axis.Correct("Our lighthouse has lost its lamp.", "Lighthouses");
        axis.Labels.ShouldContain("Lighthouses");
        axis.Suggest("Our lighthouse has lost its lamp again.")!.Label.ShouldBe("Lighthouses");
    }

    [Fact]
    public void What_was_learnt_overrules_the_words_and_labels_without_decisions_keep_theirs()
    {
        var axis = Of("issue");
        axis.Learn([.. Enumerable.Range(0, 200).Select(i => i % 2 == 0
            ? new Example($"The damp and mould report {i} is in the drawer {i % 7}", "Paperwork")
            : new Example($"The ferry to the island {i} is late {i % 5}", "Ferries"))]);

        axis.Decisions.ShouldBe(200);
        axis.Suggest("the damp and mould report is in the drawer")!.Label.ShouldBe("Paperwork");
        axis.Suggest("My EHCP tribunal about a special school for my autistic son")!.Label.ShouldBe("SEND");
        axis.Learn([]);
        axis.Suggest("the damp and mould report is in the drawer")!.Label.ShouldBe("Housing: repairs and damp");
    }

    [Fact]
    public void What_is_saved_and_loaded_suggests_the_same()
    {
        var axis = Of("issue");
        axis.Rename("Animals", "Creatures");
        axis.Rename("Water", "Energy");
        axis.Correct("Our lighthouse has lost its lamp.", "Lighthouses");
        var fresh = Of("issue");

        fresh.Load(axis.Save());

        fresh.Labels.ShouldBe(axis.Labels);
        fresh.Labels.ShouldNotContain("Water");
        fresh.Save().ShouldBe(axis.Save());
        foreach (var text in new[] { "Our lighthouse has lost its lamp.", "a badger and animal welfare",
            "my water bill from the water company", "" })
        {
            var (here, there) = (axis.Suggest(text), fresh.Suggest(text));
            (there?.Label, there?.P, there?.IsUnsure, there?.FromSeeds)
                .ShouldBe((here?.Label, here?.P, here?.IsUnsure, here?.FromSeeds));
        }

        Of("kind").Load(Of("kind").Save());
    }

    [Fact]
    public void Decisions_under_an_old_name_count_for_the_new_one()
    {
        var axis = Of("issue");
        axis.Rename("Animals", "Creatures");

        axis.Correct("The zebra has escaped from the aquarium", "Animals");
        axis.Learn([new Example("The zebra has escaped from the aquarium", "Animals"),
            new Example("Trains are late", "Public transport")]);

        axis.Labels.ShouldNotContain("Animals");
        axis.Suggest("a fox hunting bill for animal welfare")!.Label.ShouldBe("Creatures");
        Should.Throw<ArgumentException>(() => axis.Rename("Animals", "Beasts"));
    }

    [Fact]
    public void Damaged_bytes_leave_an_axis_as_it_was()
    {
        var axis = Of("issue");
        axis.Correct("Our lighthouse has lost its lamp.", "Lighthouses");
        var saved = axis.Save();
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var bytes = random.Next(3) == 0 ? saved[..random.Next(saved.Length)] : (byte[])saved.Clone();
            if (bytes.Length > 0) bytes[random.Next(Math.Min(bytes.Length, 60))] ^= (byte)random.Next(1, 256);
            var fresh = Of("urgency");
            try
            {
                fresh.Load(bytes);
            }
            catch (InvalidDataException refusal)
            {
                refusal.Message.ShouldEndWith(".");
                fresh.Labels.Count.ShouldBe(3);
            }
        }
    }

    [Theory]
    [InlineData("label a = b", 1, "axis KEY = title")]
    [InlineData("  label a = b", 1, "none above it")]
    [InlineData("axis a = A\n  words", 2, "belong to a label")]
    [InlineData("axis a = A\n  label = x", 2, "belong to a label")]
    [InlineData("axis a = A\n  label x = y\n  label x = z", 3, "there already")]
    [InlineData("axis a = A\naxis a = B", 2, "there already")]
    [InlineData("axis a = A\n  label x = (y", 2, "isn't closed")]
    [InlineData("# nothing", 1, "no axis")]
    public void A_line_that_cannot_be_understood_is_named(string text, int line, string what)
    {
        var (axes, errors) = StartingSet.Parse(text);

        axes.ShouldBeNull();
        errors[0].Line.ShouldBe(line);
        errors[0].What.ShouldContain(what);
    }

    private static Axis Of(string key) => StartingSet.Standard().Single(axis => axis.Key == key);
}
