using System.Text;
using System.Text.RegularExpressions;
using Postbag.Demo;
using Postbag.Mime;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Demo;

/// <summary>What the demo says of its letters is true, so that other tests may lean on it.</summary>
[Trait("engine", "either")]
public sealed partial class DemoGoldTests
{
    private static readonly IReadOnlyList<DemoLetter> Letters = [.. DemoMailbox.Letters(new DemoOptions())];

    [Fact]
    public void Every_kind_of_letter_is_there_and_about_a_thousand_in_all()
    {
        Letters.Select(letter => letter.Kind).Distinct().Order().ShouldBe(DemoKinds.All.Order());
        Letters.Count.ShouldBeInRange(900, 1050);
        Letters.Count(letter => letter.Campaign is null).ShouldBeInRange(400, 600);
        Letters.Select(letter => letter.Language).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe([null, "ar", "cy", "pl", "uk", "ur"]);
        Letters.Select(letter => letter.Need).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe([null, "child", "detention", "eviction", "food", "medical", "self-harm", "violence"]);
    }

    [Fact]
    public void The_campaigns_hold_what_they_promise()
    {
        foreach (var plan in Campaigns.Plans)
        {
            var letters = Letters.Where(letter => letter.Campaign == plan.Name).ToList();
            letters.Count.ShouldBe(plan.Letters);
            letters.Count(letter => letter.Plea).ShouldBe(plan.Pleas);
            letters.Count(letter => letter.Ask == "contrarian").ShouldBe(plan.Contrarian);
            letters.Count(letter => letter.OwnWords is not null).ShouldBe(plan.Pleas + plan.Contrarian + plan.Edited);
        }
        Letters.Where(letter => letter.Campaign == "night-ward").Select(letter =>
            letter.Ask).Distinct().Count().ShouldBe(3);
        Letters.Where(letter => letter.Plea).Select(letter => letter.OwnWords).Distinct().Count().ShouldBe(14);
    }

    [Fact]
    public void Own_words_stand_in_the_letter_and_in_no_plain_copy()
    {
        var campaign = Letters.Where(letter => letter.Campaign is not null).ToList();
        foreach (var letter in campaign.Where(letter => letter.OwnWords is not null))
        {
            var text = Squeeze(TextOf(letter));
            foreach (var paragraph in letter.OwnWords!.Split("\n\n"))
                text.ShouldContain(Squeeze(paragraph), Case.Sensitive, letter.FileName);
        }

        var plain = campaign.Where(letter => letter.OwnWords is null).Select(letter =>
            Squeeze(TextOf(letter))).ToList();
        var plea = Squeeze(campaign.First(letter => letter.Plea).OwnWords!.Split("\n\n")[^1]);
        plain.ShouldAllBe(text => !text.Contains(plea, StringComparison.Ordinal));
    }

    [Fact]
    public void Letters_read_without_a_defect_unless_they_are_broken()
    {
        foreach (var letter in Letters.Where(letter => !letter.Broken))
        {
            var message = MimeMessage.Read(letter.Raw);
            message.ReadAll();

            // Encoded words in file names are forbidden and usual: one attachment in four has them.
            var defects = message.Defects.Where(defect => defect.Kind != DefectKind.BadParameter).ToList();
            defects.ShouldBeEmpty($"{letter.FileName} {letter.Kind} {letter.Text}: {string.Join(", ", defects)}");
        }
    }

    [Fact]
    public void Broken_letters_keep_what_their_writer_said()
    {
        foreach (var letter in Letters.Where(letter => letter.Broken
            && letter.Text is not ("header-only" or "truncated-base64")))
            Squeeze(TextOf(letter)).Length.ShouldBeGreaterThan(100, letter.Text);
    }

    [Fact]
    public void Writers_addresses_and_grades_agree()
    {
        foreach (var letter in Letters.Where(letter => letter.Writer is not null))
        {
            var home = DemoPlaces.Streets.Any(street => street.Postcode == letter.Postcode);
            home.ShouldBe(letter.Grade != "elsewhere", letter.FileName);
        }
        DemoPlaces.Streets.Concat(DemoPlaces.StreetsElsewhere).Select(street => street.Postcode).ShouldBeUnique();
    }

    [Fact]
    public void Replies_belong_to_a_thread()
    {
        var replies = Letters.Where(letter => letter.Kind == "reply").Select(letter =>
            MimeMessage.Read(letter.Raw)).ToList();
        replies.Count.ShouldBeGreaterThan(40);
        replies.ShouldAllBe(reply => reply.InReplyTo.Count == 1 && reply.References.Count >= 2);
        var ids = Letters.Select(letter => MimeMessage.Read(letter.Raw).MessageId).ToHashSet();
        replies.ShouldAllBe(reply => ids.Contains(reply.References[0]));
    }

    [Fact]
    public void With_the_sent_folder_every_reply_answers_a_letter_of_ours()
    {
        var letters = DemoMailbox.Letters(new DemoOptions { WithSent = true }).ToList();

        var ours = letters.Where(letter => letter.Kind == "own").Select(letter =>
            MimeMessage.Read(letter.Raw).MessageId).ToHashSet();
        letters.Where(letter => letter.Kind == "reply").ShouldAllBe(letter =>
            ours.Contains(MimeMessage.Read(letter.Raw).InReplyTo[0]));
    }

    [Fact]
    public void The_large_letter_comes_only_when_asked_for()
    {
        Letters.Max(letter => letter.Raw.Length).ShouldBeLessThan(200_000);
        DemoMailbox.Letters(new DemoOptions { LargeLetter = true }).Max(letter =>
            letter.Raw.Length).ShouldBeGreaterThan(10 * 1024 * 1024);
    }

    [Fact]
    public void Copies_are_other_letters_spread_over_three_years()
    {
        var options = new DemoOptions { Copies = 3 };

        var letters = DemoMailbox.Letters(options).Where(letter => !letter.Broken).ToList();

        letters.Count.ShouldBeGreaterThan(2700);
        letters.Select(letter => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(letter.Raw)))
            .ShouldBeUnique();
        letters.Where(letter => letter.Text != "same-message-id").Select(letter =>
            MimeMessage.Read(letter.Raw).MessageId).ShouldBeUnique();
        letters.Min(letter => letter.At).ShouldBeLessThan(options.Now.AddYears(-3));
    }

    [Fact]
    public void The_mbox_gives_back_the_same_letters()
    {
        using var mbox = new MemoryStream();
        var written = DemoMailbox.WriteMbox(mbox);

        var text = Encoding.Latin1.GetString(mbox.ToArray());
        Separator().Count(text).ShouldBe(written);
        written.ShouldBe(Letters.Count);
    }

    private static string TextOf(DemoLetter letter)
    {
        var message = MimeMessage.Read(letter.Raw);
        return message.PlainText ?? WithoutTags(message.Html ?? "");
    }

    private static string WithoutTags(string html) => System.Net.WebUtility.HtmlDecode(Tag().Replace(html, " "));

    private static string Squeeze(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^From \S+ \w{3} \w{3} \d\d \d\d:\d\d:\d\d \d{4}$", RegexOptions.Multiline, 1000)]
    private static partial Regex Separator();
}
