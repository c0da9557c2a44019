using System.Net;
using System.Text;

namespace Postbag.Grouping.Tests;

/// <summary>What is known of an invented letter: nothing of it is told to the grouper.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Campaign">Its campaign; null for a letter of somebody's own.</param>
/// <param name="Kind">What kind of letter it is.</param>
internal sealed record LabelledLetter(Letter Letter, string? Campaign, string Kind);

/// <summary>
/// A postbag with everything that makes grouping hard, in invented texts and with the right answers: stories before,
/// behind and inside, paragraphs cut and moved, siblings, asks turned round by many and by one, damage by mail
/// programs, footers, our own replies quoted, short letters, Welsh.
/// </summary>
internal sealed class InventedSet
{
    private static readonly string[] Asks =
    [
        "I urge you to support the {0} when it comes before the house.",
        "Please vote for the {0} and speak for it in the debate.",
        "I ask you to back the {0} and to tell the minister so.",
        "Will you write to the minister and demand that the {0} be adopted?",
    ];

    private static readonly (string From, string To)[] Turns =
    [
        ("urge you to support", "urge you to oppose"), ("vote for the", "vote against the"),
        ("ask you to back", "ask you not to back"),
        ("demand that", "insist that you will never agree that"), ("Please vote", "Please do not vote"),
        ("urge you to", "hope you will never"), ("ask you to back", "ask you to block"),
        ("be adopted", "not be adopted"),
    ];

    private static readonly string[] Footers =
    [
        "This message was sent by a supporter through OpenPetal. To stop receiving such messages write to hello@petal.example.",
        "Sent from my telephone, please excuse brevity.",
        "Pentwood Housing Trust is a registered charity in Wales, number 000000. This e-mail is intended for the named recipient only.",
    ];

    private static readonly string[] Welsh =
        ["mae", "ysgol", "pentref", "heddiw", "plant", "angen", "llyfrgell", "bws", "ffordd", "cyngor", "haf", "gaeaf",
            "pobl", "ardal", "tai", "dros", "gan", "ein", "yn", "y", "ar", "o", "i"];

    public const string OwnReply =
        "Thank you for your letter. I have raised the points that you make with the responsible minister and will write again as soon as "
        + "I have an answer. My surgery is open on the first Friday of every month and you need no appointment to come.";

    private readonly InventedPost post;
    private readonly Random random;
    private readonly List<LabelledLetter> letters = [];

    private InventedSet(int seed) => (post, random) = (new InventedPost(seed), new Random(seed));

    public static List<LabelledLetter> Of(int seed)
    {
        var set = new InventedSet(seed);
        for (var campaign = 0; campaign < 14; campaign++) set.AddCampaign($"{seed}-{campaign}", set.random.Next(4, 30));
        set.AddCampaign($"{seed}-welsh", 12, set.WelshBody());
        for (var campaign = 0; campaign < 4; campaign++) set.AddSiblings($"{seed}-sibling{campaign}");
        for (var campaign = 0; campaign < 6; campaign++) set.AddTurned($"{seed}-turned{campaign}");
        for (var campaign = 0; campaign < 3; campaign++) set.AddShort($"{seed}-short{campaign}");
        for (var letter = 0; letter < 120; letter++) set.AddPersonal();
        return set.post.Shuffle(set.letters);
    }

    private void Add(Letter letter, string? campaign, string kind) =>
        letters.Add(new LabelledLetter(letter, campaign, kind));

    private string Ask(int kind) =>
        string.Format(null, CompositeFormat.Parse(Asks[kind]), $"{post.Sentence().Split(' ')[^1].TrimEnd('.')} bill");

    private void AddCampaign(string name, int size, string? body = null)
    {
        var kind = random.Next(Asks.Length);
        body ??= post.Body(Ask(kind), random.Next(2, 5));
        for (var i = 0; i < size; i++) Add(Arrives(Edited(body)), name, "member");
        if (size < 6) return;
        for (var i = random.Next(3); i > 0; i--)
        {
            var (from, to) = post.Pick(
                Turns.Where(turn => body.Contains(turn.From, StringComparison.Ordinal)).DefaultIfEmpty(("", ""))
                .ToList());
            if (from.Length > 0) Add(Arrives(body.Replace(from, to, StringComparison.Ordinal)), null, "reversed");
        }
    }

    /// <summary>Two campaigns of one body that ask for something else in one sentence.</summary>
    private void AddTurned(string name)
    {
        var (body, ask) = (post.Body("", random.Next(2, 4)).TrimEnd(), Ask(0));
        foreach (var (half, text) in new[] { ("a", ask),
            ("b", ask.Replace("support", "oppose", StringComparison.Ordinal)) })
        {
            for (var i = random.Next(6, 16); i > 0; i--) Add(Arrives(body + "\n\n" + text), $"{name}{half}", "askflip");
        }
    }

    private void AddSiblings(string name)
    {
        var shared = post.Paragraph(4);
        foreach (var half in new[] { "a", "b" })
        {
            var body = shared + "\n\n" + post.Paragraph(random.Next(3, 6)) + "\n\n" + Ask(random.Next(Asks.Length));
            for (var i = random.Next(6, 16); i > 0; i--)
                Add(Arrives(Edited(body, keepsAll: true)), name + half, "sibling");
        }
    }

    private void AddShort(string name)
    {
        var words = post.Sentence().Split(' ');
        var body = "Please save " + string.Join(' ', words.Take(random.Next(6, 12))).TrimEnd(',', '.') + ".";
        for (var i = random.Next(4, 12); i > 0; i--) Add(Arrives(body, damage: false), name, "short");
    }

    private void AddPersonal()
    {
        var text = "My landlord has not answered since " + post.Sentence() + "\n\n" + post.Paragraph(random.Next(1, 5));
        switch (random.Next(4))
        {
            case 0:
                var quoted = string.Join('\n', OwnReply.Chunk(70).Select(line => "> " + new string(line)));
                Add(post.From(text + "\n\nOn Monday the office wrote:\n" + quoted), null, "reply");
                break;
            case 1:
                Add(post.From("I am writing to you as a constituent. I hope you are well.\n\n" + text
                    + "\n\nThank you for taking the time to read this."), null, "formula");
                break;
            default:
                Add(Arrives(text), null, "personal");
                break;
        }
    }

    private string WelshBody() => string.Join("\n\n", Enumerable.Range(0, 3).Select(_ =>
        string.Join(' ', Enumerable.Range(0, 40)
            .Select(_ => random.Next(4) > 0
            ? post.Pick(Welsh) : post.Sentence().Split(' ')[^1].TrimEnd('.').ToLowerInvariant())) + "."));

    private string Edited(string body, bool keepsAll = false)
    {
        var paragraphs = body.Split("\n\n").ToList();
        switch (random.Next(10))
        {
            case 0: paragraphs.Insert(0, post.Paragraph(random.Next(1, 4))); break;
            case 1: paragraphs.Add(post.Paragraph(random.Next(1, 4))); break;
            case 2: paragraphs.Insert(random.Next(paragraphs.Count), post.Paragraph(random.Next(1, 3))); break;
            case 3 when !keepsAll
                && paragraphs.Count > 2: paragraphs.RemoveAt(random.Next(paragraphs.Count - 1)); break;
            case 4: paragraphs = post.Shuffle(paragraphs); break;
        }

        return string.Join("\n\n", paragraphs);
    }

    /// <summary>What programs do to a letter on its way.</summary>
    private Letter Arrives(string body, bool damage = true)
    {
        var letter = post.From(
            body, post.Pick(["Dear Mr Osei,", "Hello", "Annwyl Mr Osei,", "To the member for Quay East"]));
        var text = letter.Text + (random.Next(5) == 0 ? "\n" + post.Pick(Footers) + "\n" : "");
        return letter with { Text = damage ? Damaged(text) : text };
    }

    private string Damaged(string text) => random.Next(8) switch
    {
        0 => text.Replace("e", "=65", StringComparison.Ordinal)
            .Replace("=65", random.Next(2) == 0 ? "=65" : "e", StringComparison.Ordinal),
        1 => text.Replace("and ", "and\u00A0", StringComparison.Ordinal)
            .Replace(".", "\u2026", StringComparison.Ordinal),
        2 => WebUtility.HtmlEncode(text),
        3 => Wrapped(text),
        4 => text.ToUpperInvariant(),
        _ => text,
    };

    private static string Wrapped(string text)
    {
        var (wrapped, width) = (new StringBuilder(text), 0);
        for (var i = 0; i < wrapped.Length; i++)
        {
            width = wrapped[i] == '\n' ? 0 : width + 1;
            if (width > 60 && wrapped[i] == ' ') (wrapped[i], width) = ('\n', 0);
        }

        return wrapped.ToString();
    }
}
