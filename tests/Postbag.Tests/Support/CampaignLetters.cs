namespace Postbag.Tests.Support;

/// <summary>An invented campaign, and what people make of its letter.</summary>
public static class CampaignLetters
{
    public const string Body =
        """
        Dear Ms Prys,

        I am writing to ask you to support the Hedgehog Highways Bill when it comes before the House in the autumn.
        Hedgehog numbers in our towns have fallen by a third in twenty years, and new estates are still built with
        solid fences that no animal can pass. A gap of thirteen centimetres in each fence costs a builder nothing.

        Please speak in the debate, and press the minister to make such gaps a condition of planning permission.
        I look forward to hearing how you will vote.
        """;

    public const string Story =
        "My mother has been waiting for a wheelchair since February and cannot leave her flat on the third floor, "
        + "because the lift has been broken for eleven weeks and the landlord does not answer any of our letters.";

    /// <summary>What different people added: no two share a sentence.</summary>
    public static IReadOnlyList<string> Stories { get; } =
    [
        Story,
        "I run the hedgehog hospital behind the chapel, and last week alone we took in nine of them, all hurt on the new "
        + "estate road. We cannot pay the vet any longer, and nobody at the council has rung back.",
        "On a different matter, my universal credit stopped on the first of the month without a letter, and I have two "
        + "small children and eleven pounds until Friday week.",
        "As a retired surveyor I drew up fences for three of these estates, and I can tell you from experience that the gap "
        + "weakens nothing if the gravel board is cut before it is set.",
        "Could you also find out what became of my son's passport? He starts work on a ship in Rotterdam in nine days and "
        + "the office in Newport only plays music when we ring.",
        "There is a sett of badgers under our lane as well, by the way, and the lorries from the quarry have begun to come "
        + "through at five in the morning again.",
    ];

    /// <summary>As the campaign's site sends it.</summary>
    public static byte[] Plain(int person) => Of(person, Body);

    /// <summary>With something of the writer's own in the middle.</summary>
    public static byte[] WithStory(int person, string story = Story) => Of(
        person, Body.Replace("\n\nPlease speak", $"\n\n{story}\n\nPlease speak", StringComparison.Ordinal));

    /// <summary>The same words with another person's name beneath.</summary>
    public static byte[] Of(int person, string body) => Letters.Plain(
        "Please support the Hedgehog Highways Bill", $"{body}\n\nYours sincerely,\n\n{Name(person)}",
        $"{Name(person)} <person{person}@example.org>", id: $"hedgehog-{person}-{body.Length}");

    private static string Name(int person) =>
        $"{new[] { "Anwen", "Bryn", "Carys", "Dewi", "Elin", "Ffion", "Gwil", "Heledd" }[person % 8]} {new[] { "Pritchard", "Mathias", "Rees", "Bevan", "Lloyd" }[person / 8 % 5]}";
}
