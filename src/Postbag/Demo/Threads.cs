namespace Postbag.Demo;

/// <summary>Cases that go back and forth for weeks: what the writer answers, what the agency says, and in between the
/// office's own letters, which are quoted and kept only if asked for.</summary>
internal static class Threads
{
    private const int Count = 24;

    // What comes after the first answer: an agency's letter is "A", the rest are texts of replies.txt.
    private static readonly string[][] Courses =
    [
        ["consent", "A", "news", "done"],
        ["consent", "chase", "A", "disagree"],
        ["consent", "A", "worse"],
        ["chase", "A", "done"],
        ["consent", "worse", "A", "other-matter"],
        ["chase", "news"],
    ];

    public static IEnumerable<Draft> Drafts(LetterMaker maker, IReadOnlyList<Draft> letters)
    {
        var dice = Dice.For(maker.Seed, "threads");
        var first = letters
            .Where(letter => letter is { Kind: "case", Language: null, Write: null, Writer: not null }
            && letter.At < maker.End.AddDays(-12))
            .OrderBy(letter => letter.At).ThenBy(letter => letter.MessageId, StringComparer.Ordinal);
        var number = 0;
        foreach (var letter in dice.Shuffle(first).Take(Count))
            foreach (var draft in Thread(maker, letter, number++)) yield return draft;
    }

    private static IEnumerable<Draft> Thread(LetterMaker maker, Draft letter, int number)
    {
        var dice = Dice.For(maker.Seed, $"thread {number}");
        var staff = dice.Pick(DemoStaff.Caseworkers);
        var ourReference = $"NT{dice.Between(1200, 9899)}";
        // Whoever came by the website goes on by e-mail.
        var writer = letter.Writer! with { Client = letter.Client is Client.WebForm or Client.LetterSite
            ? Client.WebMail : letter.Client };
        List<Draft> past = [letter];
        var own = Own(past, staff, ourReference, "own-ack", Office(letter.At, 18, 70, dice), dice);
        yield return own;
        foreach (var step in Courses[number % Courses.Length])
        {
            var later = own.At.AddHours(dice.Between(24, 150));
            var at = step == "A" ? Calendar.InOfficeHours(later, dice) : Calendar.AtSomeHour(later, dice);
            if (at > maker.End) yield break;
            if (step == "A")
            {
                yield return Agency(maker, letter, staff, ourReference, at, number, dice);
                own = Own(past, staff, ourReference, "own-update", Office(at, 24, 60, dice), dice);
                if (own.At > maker.End) yield break;
                yield return own;
                continue;
            }
            var reply = Reply(past, own, writer, staff, ourReference, step, at, dice);
            past.Add(reply);
            yield return reply;
            if (!dice.Chance(60)) continue;
            var answer = Own(past, staff, ourReference, "own-ack", Office(at, 24, 60, dice), dice);
            if (answer.At > maker.End) yield break;
            own = answer;
            yield return own;
        }
    }

    private static DateTimeOffset Office(DateTimeOffset after, int least, int most, Dice dice) =>
        Calendar.InOfficeHours(after.AddHours(dice.Between(least, most)), dice);

    private static Draft Reply(
        List<Draft> past, Draft own, Person writer, DemoStaff staff, string ourReference, string step,
            DateTimeOffset at, Dice dice)
    {
        var entry = TextBank.Get("replies", step);
        var scene = new Scene(dice, writer, at).With("staff", staff.Name).With("ourref", ourReference);
        var draft = new Draft
        {
            At = at,
            Kind = "reply",
            Text = step,
            Issue = past[0].Issue,
            Subject = own.Subject,
            Paragraphs = [dice.Pick([$"Dear {staff.Name.Split(' ')[0]},", $"Hi {staff.Name.Split(' ')[0]},", "Hello,"]),
                .. scene.Paragraphs(entry),
                $"{dice.Pick(["Thanks,", "Kind regards,", "Many thanks", "Best wishes,"])}\n{writer.Name}"],
            Writer = writer,
            Grade = past[0].Grade,
            InReplyTo = own.MessageId,
        };
        LetterMaker.Address(draft, writer, dice);
        draft.To = staff.Email;
        if (dice.Chance(50)) draft.Cc = DemoStaff.OfficeAddress;
        draft.References.AddRange(own.References.Append(own.MessageId));
        // One in eight programs repeats nothing, and one in fifteen writers begins a new subject.
        if (!dice.Chance(12)) draft.Quotation = new Quotation(staff.Name, staff.Email, own.At, own.Body);
        if (dice.Chance(7)) draft.Subject = dice.Pick(["Re: my case", "(no subject)", "Update"]);
        if (draft.Body.Contains("attach", StringComparison.Ordinal)) draft.Enclosures.Add(Files.Draw(draft,
            photograph: false, dice));
        return draft;
    }

    private static Draft Agency(LetterMaker maker, Draft letter, DemoStaff staff, string ourReference,
        DateTimeOffset at, int number, Dice dice)
    {
        var fitting = TextBank.All("agency").Where(entry => entry["issue"] == letter.Issue).ToArray();
        var entry = fitting.Length > 0 ? dice.Pick(fitting) : TextBank.Get("agency", "council-housing");
        var draft = maker.FromOrganisation($"thread agency {number} {at.Ticks}", "agency", entry, at, scene =>
            scene.With("ourref", ourReference));
        draft.To = staff.Email;
        if (!draft.Subject.Contains(ourReference, StringComparison.Ordinal)) draft.Subject += $" ({ourReference})";
        draft.InReplyTo = $"{dice.Hex(12)}.{ourReference.ToLowerInvariant()}@example.org";
        draft.References.Add(draft.InReplyTo);
        return draft;
    }

    private static Draft Own(List<Draft> past, DemoStaff staff, string ourReference, string text, DateTimeOffset at,
        Dice dice)
    {
        var to = past[^1];
        var scene = new Scene(dice, to.Writer!, at).With("ourref", ourReference);
        var subject = to.Subject.StartsWith("Re: ", StringComparison.Ordinal) ? to.Subject : $"Re: {to.Subject}";
        if (!subject.Contains(ourReference, StringComparison.Ordinal)) subject += $" [{ourReference}]";
        var own = new Draft
        {
            At = at,
            Kind = "own",
            Text = text,
            FromName = staff.Name,
            FromAddress = staff.Email,
            To = to.ReplyTo ?? to.FromAddress,
            Subject = subject,
            Client = Client.Flowed,
            Paragraphs =
            [
                $"Dear {to.Writer!.Name},", .. scene.Paragraphs(TextBank.Get("replies", text)),
                $"Yours sincerely,\n{staff.Name}\nCaseworker, {DemoStaff.OfficeName}",
            ],
            InReplyTo = to.MessageId,
        };
        own.References.AddRange(to.References.Append(to.MessageId));
        own.MessageId = $"{dice.Hex(12)}.{ourReference.ToLowerInvariant()}@example.org";
        return own;
    }
}
