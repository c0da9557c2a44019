using System.Globalization;

namespace Postbag.Demo;

/// <summary>Turns a text into a letter that one person wrote on one day.</summary>
internal sealed class LetterMaker(ulong seed, DateTimeOffset end)
{
    /// <summary>How far back the mailbox reaches.</summary>
    public const int Days = 56;

    private static readonly string[] Greetings =
        ["Dear Ms Thackwray,", "Dear Ms Thackwray,", "Dear Nia Thackwray,", "Dear Nia,", "Hello Nia,", "Good morning,",
        "Dear Madam,",
         "Dear MP,", "Hi Nia", "To whom it may concern,", "Dear Nia Thackwray MP,", "Dear Ms Thackeray,", "Hi,"];

    private static readonly string[] Closings =
        ["Yours sincerely,", "Yours sincerely", "Kind regards,", "Many thanks,", "Thank you for reading this.",
        "Best wishes,",
         "Regards", "With thanks,", "Thanks", "Yours faithfully,", "Yours in hope,", "Warm regards,"];

    private readonly Dictionary<string, int> worn = new(StringComparer.Ordinal);

    public ulong Seed => seed;
    public DateTimeOffset End => end;

    public Draft FromPerson(
        string key, string kind, TextEntry entry, bool elsewhere = false, Person? known = null,
        DateTimeOffset? at = null)
    {
        var dice = Dice.For(seed, key);
        var culture = entry["sender"] is { } cultures ? dice.Pick(cultures.Split(' ')) : null;
        var writer = known ?? Person.Draw(dice, culture, elsewhere);
        var scene = new Scene(dice, writer, at ?? Calendar.Draw(dice, end, Days)) { Worn = worn };
        var paragraphs = scene.Paragraphs(entry);
        if (kind is "case" or "policy" && entry["language"] is null && paragraphs.Count > 1 && dice.Chance(42))
            paragraphs.Insert(dice.Between(1, paragraphs.Count), scene.Paragraph(Aside(writer, dice), 0));
        var greeting = scene.Field(entry, "greeting") ?? dice.Pick(Greetings);
        if (greeting != "none") paragraphs.Insert(0, greeting);
        var closing = scene.Field(entry, "closing") ?? Closing(writer, dice);
        if (closing != "none") paragraphs.Add(closing);
        var draft = new Draft
        {
            At = scene.At,
            Kind = entry["kind"] ?? kind,
            Text = entry.Name,
            Subject = Subject(scene.Field(entry, "subject") ?? "", dice),
            Paragraphs = paragraphs,
            Writer = writer,
            Issue = entry["issue"],
            Need = entry["need"],
            Language = entry["language"],
        };
        Enclose(draft, entry, dice);
        Address(draft, writer, dice);
        draft.Grade = elsewhere ? "elsewhere"
            : draft.Body.Contains(writer.Street.Postcode, StringComparison.Ordinal) ? "confirmed" : "unclear";
        return draft;
    }

    /// <summary>A letter of a body, a firm or a machine, whose text says who sends it.</summary>
    public Draft FromOrganisation(
        string key, string kind, TextEntry entry, DateTimeOffset? at = null, Action<Scene>? settle = null)
    {
        var dice = Dice.For(seed, key);
        var scene = new Scene(dice, Person.Draw(dice), at ?? OfficeMoment(kind, dice)) { Worn = worn };
        settle?.Invoke(scene);
        var from = scene.Field(entry, "from")!.Split(" | ");
        var paragraphs = scene.Paragraphs(entry);
        if (scene.Field(entry, "greeting") is var greeting and not (null or "none")) paragraphs.Insert(0, greeting);
        if (scene.Field(entry, "closing") is var closing and not (null or "none")) paragraphs.Add(closing);
        var draft = new Draft
        {
            At = scene.At,
            Kind = kind,
            Text = entry.Name,
            Subject = scene.Field(entry, "subject") ?? "",
            Paragraphs = paragraphs,
            Issue = entry["issue"],
            Need = entry["need"],
            Language = entry["language"],
            FromName = from[0],
            FromAddress = from[1],
            Client = kind is "newsletter" or "spam"
                ? Client.WebMail : dice.Pick([Client.Outlook, Client.Outlook, Client.Outlook, Client.Flowed,
                Client.Old]),
        };
        draft.MessageId = MessageId(draft.Client, draft.FromAddress, dice);
        if (dice.Chance(25)) draft.To = DemoStaff.Representative.Email;
        if (kind is "agency" or "organisation" or "press" or "invitation") Enclose(draft, entry, dice);
        if (kind == "newsletter") AsList(draft, from[1]);
        if (kind == "spam" && dice.Chance(50)) draft.Banner = draft.Subject;
        if (entry.Name == "auto-ack" || kind == "auto-reply")
            draft.ExtraFields.AddRange(["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"]);
        return draft;
    }

    private static TextEntry Aside(Person writer, Dice dice) => TextBank.Get("asides", writer.Culture switch
    {
        "Welsh" when dice.Chance(25) => "aside-Welsh",
        "Polish" or "Romanian" or "Ukrainian" or "Portuguese" or "Turkish" or "Arabic" or "Somali" or "Cyrillic"
            when dice.Chance(40)
            => "aside-newcomer",
        _ => "aside",
    });

    private DateTimeOffset OfficeMoment(string kind, Dice dice)
    {
        var drawn = Calendar.Draw(dice, end, Days);
        if (kind is "spam" or "auto-reply") return drawn;
        var at = Calendar.InOfficeHours(drawn, dice);
        return at > end ? Calendar.InOfficeHours(at.AddDays(-7), dice) : at;
    }

    private static void AsList(Draft draft, string address)
    {
        draft.Banner = draft.FromName;
        draft.ExtraFields.AddRange(
        [
            $"List-Id: {draft.FromName.Replace(",", "", StringComparison.Ordinal)} <{address.Replace('@', '.')}>",
            $"List-Unsubscribe: <mailto:leave-{address}?subject=stop>",
            "Precedence: bulk",
        ]);
    }

    /// <summary>Makes the letter come from the person, by the program or form that he or she uses.</summary>
    public static void Address(Draft draft, Person writer, Dice dice)
    {
        draft.Client = writer.Client;
        draft.FromName = DisplayName(writer, dice);
        draft.FromAddress = writer.Email;
        if (draft.Client == Client.WebForm)
        {
            draft.FromName = "Website contact form";
            draft.FromAddress = "no-reply@website.example.org";
            draft.ReplyTo = writer.Email;
            draft.Subject = $"Contact form: {draft.Subject}";
            draft.Paragraphs.Insert(0, $"Name: {writer.Name}\nE-mail: {writer.Email}\nTelephone: {writer.Phone}\n"
                + $"Address: {writer.AddressLine}, {writer.Street.Town}\nPostcode: "
                + $"{writer.Street.Postcode}\n\nMessage:");
        }
        else if (draft.Client == Client.LetterSite)
        {
            draft.Paragraphs.Insert(0, $"{writer.Name}\n{writer.AddressLine}\n{writer.Street.Town}\n"
                + $"{writer.Street.Postcode}\n\n"
                + $"Phone: {writer.Phone}\nEmail: "
                + $"{writer.Email}\n\n{draft.At.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture)}");
            draft.Paragraphs.Add("(Signed with an electronic signature in accordance with section 7(3) of the "
                + "Electronic Communications "
                + $"Act 2000.)\n\n-- \nThis letter was written on letterstome.example.net. Reference L{dice.Hex(15)}.\n"
                + "If it isn't from your constituent, or you would like us to change your address, please let us "
                + "know.");
        }
        draft.MessageId = MessageId(draft.Client, writer.Email, dice);
    }

    public static string MessageId(Client client, string address, Dice dice)
    {
        var host = address.Contains('@', StringComparison.Ordinal) ? address.Split('@')[1] : "mail.example.net";
        return client switch
        {
            Client.WebMail => $"CA{Convert.ToBase64String(dice.Bytes(24)).Replace('/', '-')}@mail.{host}",
            Client.Outlook => $"{dice.Hex(32).ToUpperInvariant()}@{host.ToUpperInvariant()}",
            Client.Apple => $"{dice.Hex(8)}-{dice.Hex(4)}-{dice.Hex(4)}-{dice.Hex(12)}@{host}".ToUpperInvariant(),
            Client.Phone => $"{dice.Hex(8)}.{dice.Hex(9)}.phone@{host}",
            _ => $"{dice.Hex(10)}.{dice.Between(1000, 9999)}@{host}",
        };
    }

    private static string DisplayName(Person writer, Dice dice) => dice.Below(20) switch
    {
        < 14 => writer.Name,
        14 => writer.Name.ToLowerInvariant(),
        15 => writer.Given,
        16 when writer.Family.Length > 0 => $"{writer.Family}, {writer.Given}",
        17 when writer.Family.Length > 0 => $"{writer.Given[..1]} {writer.Family}",
        18 => "",
        19 when writer.Title.Length > 0 => $"{writer.Title} {writer.Name}",
        _ => writer.Name,
    };

    private static string Subject(string subject, Dice dice) => dice.Below(24) switch
    {
        0 => subject.ToUpperInvariant(),
        1 => subject.ToLowerInvariant(),
        2 => $"URGENT: {subject}",
        3 => $"Fwd: {subject}",
        _ => subject,
    };

    private static string Closing(Person writer, Dice dice)
    {
        var signed = dice.Chance(12) ? writer.Given : writer.Title.Length > 0
            ? $"{writer.Title} {writer.Name}" : writer.Name;
        var closing = $"{dice.Pick(Closings)}\n{signed}";
        var street = writer.Street;
        closing += dice.Below(20) switch
        {
            < 11 => $"\n{writer.AddressLine}\n{street.Town}\n{street.Postcode}",
            < 13 => $"\n{writer.AddressLine}, {street.Town}, {street.Postcode}",
            < 16 => $"\n{street.Postcode}",
            16 => $"\n{writer.AddressLine}, {street.Town}",
            17 => $"\n{street.Postcode.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()}",
            _ => "",
        };
        if (dice.Chance(32)) closing += $"\n{(dice.Chance(50) ? "Tel: " : "")}{writer.Phone}";
        if (writer.Client is Client.Phone && dice.Chance(60)) closing += "\n\nSent from my phone";
        if (writer.Client is Client.Apple && dice.Chance(45)) closing += "\n\nSent from my tablet";
        return closing;
    }

    private static void Enclose(Draft draft, TextEntry entry, Dice dice)
    {
        var body = draft.Body;
        var promised = body.Contains("attach", StringComparison.OrdinalIgnoreCase)
            || body.Contains("enclose", StringComparison.OrdinalIgnoreCase);
        var photograph = entry["enclose"] == "photo" || body.Contains("photograph", StringComparison.OrdinalIgnoreCase);
        // Some always forget to attach what they speak of.
        if (!promised && !(photograph && dice.Chance(60))) return;
        if (dice.Chance(15)) return;
        draft.Enclosures.Add(Files.Draw(draft, photograph, dice));
        if (photograph && dice.Chance(30)) draft.Enclosures.Add(Files.Draw(draft, photograph: true, dice));
    }
}
