namespace Postbag.Demo;

/// <summary>How one campaign's letters divide.</summary>
internal sealed record CampaignPlan(string Name, int Letters, int Edited, int Contrarian, int Pleas, int DaysBack,
    int Hours);

/// <summary>Campaigns: hundreds of the same letter, with people's own words in some, and trouble in a few.</summary>
internal static class Campaigns
{
    public static IReadOnlyList<CampaignPlan> Plans { get; } =
    [
        new("night-ward", 400, 60, 6, 14, 9, 96),
        new("bus-47", 30, 7, 1, 0, 23, 60),
        new("meadow", 12, 3, 1, 0, 38, 40),
    ];

    public static IEnumerable<Draft> Drafts(LetterMaker maker, int copy)
    {
        foreach (var plan in Plans)
            foreach (var draft in new Campaign(maker, plan, copy).Drafts()) yield return draft;
    }

    private sealed class Campaign(LetterMaker maker, CampaignPlan plan, int copy)
    {
        private readonly TextEntry template = TextBank.Get("campaigns", plan.Name);
        private readonly IReadOnlyList<string> asks = TextBank.Get("campaigns", plan.Name + "-asks").Slots[0].Choices;
        private readonly IReadOnlyList<string> turned =
            TextBank.Get("campaigns", plan.Name + "-contrarian").Slots[0].Choices;
        private readonly IReadOnlyList<string> edits =
            TextBank.Get("campaign-words", plan.Name + "-edit").Slots[0].Choices;
        private readonly IReadOnlyList<string> pleas = TextBank.Get("campaign-words", "plea").Slots[0].Choices;
        private readonly Scene whole = new(Dice.For(maker.Seed, plan.Name), Person.Draw(new Dice(1)),
            maker.End) { TakesFirst = copy == 0 };
        private readonly string id = copy == 0 ? plan.Name : $"{plan.Name}-{copy + 1}";

        public IEnumerable<Draft> Drafts()
        {
            var dice = Dice.For(maker.Seed, $"campaign {plan.Name}");
            string?[] roles =
            [
                .. Enumerable.Repeat("edited", plan.Edited), .. Enumerable.Repeat("contrarian", plan.Contrarian),
                .. Enumerable.Repeat("plea", plan.Pleas),
                .. Enumerable.Repeat<string?>(null, plan.Letters - plan.Edited - plan.Contrarian - plan.Pleas),
            ];
            var pleasLeft = new Queue<string>(dice.Shuffle(pleas));
            Person? last = null;
            var number = 0;
            foreach (var role in dice.Shuffle(roles))
            {
                var own = Dice.For(maker.Seed, $"{plan.Name} {number++}");
                // A few press the button twice.
                var writer = last is not null && role is null && own.Chance(1) ? last : Person.Draw(own);
                last = writer;
                yield return Letter(own, writer, role, role == "plea" ? pleasLeft.Dequeue() : null);
            }
        }

        private Draft Letter(Dice dice, Person writer, string? role, string? plea)
        {
            // Most come on the first day, in the hours after the organisers' own mail.
            var spent = Math.Min(dice.Below(plan.Hours * 60), dice.Below(plan.Hours * 60));
            var drawn = maker.End.AddDays(-plan.DaysBack).AddMinutes(spent);
            var at = Calendar.London(drawn.Year, drawn.Month, drawn.Day, drawn.Hour, drawn.Minute, dice.Below(60));
            var scene = new Scene(dice, writer, at);
            var ask = asks.Count > 1 && dice.Chance(25) ? 1 : 0;
            var body = Body(role == "contrarian" ? dice.Pick(turned) : asks[ask]);
            var words = new List<string>();
            if (role is "edited" or "plea") Change(body, words, scene, plea);
            if (role == "contrarian") Turn(body, words);
            var draft = new Draft
            {
                At = at,
                Kind = "campaign",
                Text = plan.Name,
                Issue = template["issue"],
                Subject = role is null || dice.Chance(70)
                    ? whole.Field(template, "subject")!
                    : dice.Pick(["Please read this", "From a constituent", $"A letter from {writer.Street.Town}",
                    "Please help", "I add my voice"]),
                Writer = writer,
                Campaign = id,
                Ask = role == "contrarian" ? "contrarian" : ask == 0 ? "first" : "second",
                OwnWords = words.Count == 0 ? null : string.Join("\n\n", words),
                Plea = role == "plea",
                Grade = "confirmed",
            };
            draft.Paragraphs = [scene.Field(template, "greeting")!, .. body,
                $"Yours sincerely,\n{writer.Name}\n{writer.AddressLine}\n{writer.Street.Town}\n"
                    + writer.Street.Postcode];
            Send(draft, writer, scene, dice);
            return draft;
        }

        private List<string> Body(string ask) =>
            [.. template.Slots.Select(slot => whole.Expand(slot.Choices[0] == "{ask}" ? ask : slot.Choices[0]))];

        // Own words go above, between or below; some of the organisers' paragraphs go.
        private void Change(List<string> body, List<string> words, Scene scene, string? plea)
        {
            var dice = scene.Dice;
            if (plea is null || dice.Chance(25)) words.Add(scene.Expand(dice.Pick(edits)));
            if (plea is null && edits.Count > 5 && dice.Chance(30))
            {
                var second = scene.Expand(dice.Pick(edits));
                if (!words.Contains(second)) words.Add(second);
            }
            if (plea is not null) words.Add(scene.Expand(plea));
            if (body.Count > 3 && dice.Chance(35)) body.RemoveAt(dice.Between(1, 2));
            if (body.Count > 3 && dice.Chance(8)) body.RemoveRange(1, body.Count - 2); // some keep only the frame
            foreach (var word in words) Put(word, body, dice);
        }

        private static void Put(string word, List<string> body, Dice dice)
        {
            switch (dice.Below(7))
            {
                case 0:
                    body.Insert(0, word);
                    break;
                case 1:
                    body.Insert(1, word);
                    break;
                case 2:
                    body.Insert(body.Count / 2, word);
                    break;
                case 3:
                    var within = dice.Below(body.Count); // own words in the middle of the organisers' paragraph
                    body[within] = $"{body[within]} {word}";
                    break;
                default:
                    body.Add(word);
                    break;
            }
        }

        // Who turns the ask round keeps the beginning and leaves out the praise.
        private static void Turn(List<string> body, List<string> words)
        {
            var ask = body.Count / 2 is var middle && body.Count > 3 ? body[middle] : body[^1];
            words.Add(ask);
            if (body.Count > 4) body.RemoveRange(body.Count - 2, 1);
        }

        private void Send(Draft draft, Person writer, Scene scene, Dice dice)
        {
            var platform = scene.Field(template, "platform")!.Split(" | ");
            // A third copies the text into a letter of his or her own; forms are not used for that.
            if (platform[0] == "none" || dice.Chance(30))
            {
                var client = writer.Client is Client.WebForm or Client.LetterSite ? Client.WebMail : writer.Client;
                LetterMaker.Address(draft, writer with { Client = client }, dice);
                return;
            }
            draft.Client = dice.Chance(60) ? Client.WebMail : Client.Old;
            draft.FromName = dice.Chance(80) ? writer.Name : $"{writer.Name} via {platform[0]}";
            draft.FromAddress = platform[1];
            draft.ReplyTo = HeaderText.Address(writer.Name, writer.Email, Charset.Utf8);
            if (dice.Chance(15)) draft.Cc = writer.Email;
            draft.Paragraphs.Add("-- \n" + scene.Field(template, "footer"));
            draft.MessageId = LetterMaker.MessageId(Client.Old, platform[1], dice);
        }
    }
}
