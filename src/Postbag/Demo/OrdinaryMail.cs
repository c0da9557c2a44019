namespace Postbag.Demo;

/// <summary>Letters that are written one by one, by people and by bodies.</summary>
internal static class OrdinaryMail
{
    // The file of texts, the kind unless a text says another, how many letters.
    private static readonly (string File, string Kind, int Count)[] People =
    [
        ("casework", "case", 148),
        ("urgent", "urgent", 24),
        ("abuse", "abuse", 18),
        ("policy", "policy", 42),
        ("thanks", "thanks", 13),
        ("child", "child", 14),
        ("behalf", "on-behalf", 14),
        ("elsewhere", "elsewhere", 16),
        ("welsh", "case", 24),
        ("forwards", "case", 14),
    ];

    private static readonly (string File, string Kind, int Count)[] Bodies =
    [
        ("agency", "agency", 26),
        ("invitation", "invitation", 16),
        ("press", "press", 10),
        ("organisation", "organisation", 16),
        ("newsletter", "newsletter", 14),
        ("spam", "spam", 24),
        ("machine", "auto-reply", 10),
    ];

    public static IEnumerable<Draft> Drafts(LetterMaker maker)
    {
        foreach (var (file, kind, count) in People)
            for (var i = 0; i < count; i++)
            {
                var draft = maker.FromPerson($"{file} {i}", kind, Text(file, i), elsewhere: kind == "elsewhere");
                if (file == "forwards") Forward.Fill(draft, Dice.For(maker.Seed, $"forward {i}"), i);
                yield return draft;
            }

        foreach (var draft in WhoIsWho(maker)) yield return draft;

        foreach (var (file, kind, count) in Bodies)
            for (var i = 0; i < count; i++)
                yield return maker.FromOrganisation($"{file} {i}", kind, Text(file, i));
    }

    /// <summary>Couples with one mailbox, who must stay two, and people with two mailboxes, who are one.</summary>
    private static IEnumerable<Draft> WhoIsWho(LetterMaker maker)
    {
        for (var i = 0; i < 6; i++)
        {
            var dice = Dice.For(maker.Seed, $"who {i}");
            var one = Person.Draw(dice) with { Client = dice.Chance(50) ? Client.WebMail : Client.Apple };
            var other = i % 2 == 0
                ? one with { Given = Person.Draw(dice, one.Culture).Given, Phone = Person.PhoneOf(dice) }
                : one with { Email = $"{Names.Fold(one.Given)}{dice.Between(1000, 9999)}@work.example.com" };
            yield return maker.FromPerson($"who {i} one", "case", Text("casework", i * 5 + 2), known: one);
            yield return maker.FromPerson($"who {i} other", "case", Text("casework", i * 7 + 4), known: other);
        }
    }

    private static TextEntry Text(string file, int i) => TextBank.All(file)[i % TextBank.All(file).Count];
}
