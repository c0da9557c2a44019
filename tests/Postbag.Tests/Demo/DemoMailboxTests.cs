using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Postbag.Demo;
using Postbag.Mime;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Demo;

public sealed partial class DemoMailboxTests
{
    private static readonly IReadOnlyList<DemoLetter> Letters = [.. DemoMailbox.Letters(new DemoOptions())];

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        HashOf(DemoMailbox.Letters(new DemoOptions())).ShouldBe(HashOf(Letters));
        HashOf(DemoMailbox.Letters(new DemoOptions { Seed = 2 })).ShouldNotBe(HashOf(Letters));
    }

    [Fact]
    public void The_dice_fall_as_they_always_did()
    {
        var dice = new Dice(1847);

        // A change here changes every letter of the demo: it has to be meant.
        Enumerable.Range(0, 8).Select(_ => dice.Below(1000)).ShouldBe([718, 712, 294, 723, 274, 385, 870, 430]);
    }

    [Fact]
    public void The_newest_letters_came_today_and_none_after()
    {
        var now = new DateTimeOffset(2027, 3, 30, 17, 0, 0, TimeSpan.Zero);

        var dates = DemoMailbox.Letters(new DemoOptions { Now = now }).Select(letter => letter.At).ToList();

        dates.Max().ShouldBeLessThanOrEqualTo(now);
        dates.Max().ShouldBeGreaterThan(now.AddHours(-12));
        dates.ShouldBe(dates.Order());
    }

    [Fact]
    public void No_real_domain_is_named()
    {
        foreach (var letter in Letters)
            foreach (Match match in Host().Matches(TextOf(letter)))
                IsInvented(match.Groups["host"].Value).ShouldBeTrue($"{letter.Text}: {match.Value}");
    }

    [Fact]
    public void Telephone_numbers_are_those_kept_for_drama_and_postcodes_do_not_exist()
    {
        foreach (var letter in Letters)
        {
            var message = MimeMessage.Read(letter.Raw);
            var text = $"{message.Subject}\n{message.PlainText}\n{message.Html}";
            foreach (Match match in Telephone().Matches(text))
                Drama().IsMatch(match.Value).ShouldBeTrue($"{letter.Text}: {match.Value}");
            foreach (Match match in Postcode().Matches(text))
                match.Value.ShouldStartWith("ZZ", Case.Insensitive, $"{letter.Text}: {match.Value}");
        }
    }

    [Fact]
    public void No_brace_of_the_texts_is_left_in_a_letter()
    {
        foreach (var letter in Letters.Where(letter => !letter.Broken && letter.Kind != "newsletter"))
            Regex.IsMatch(TextOf(letter), @"\{[#£a-z0-9 -]+\}|\|\|", RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1))
                .ShouldBeFalse(letter.Text);
    }

    private static bool IsInvented(string host) =>
        Regex.IsMatch(host, @"(^|\.)(example(\.(com|net|org))?|test|invalid)$",
            RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Header and text parts as a person would read them: attachments left out, transfer encodings
    /// undone.</summary>
    private static string TextOf(DemoLetter letter)
    {
        var raw = Encoding.Latin1.GetString(letter.Raw);
        raw = Regex.Replace(raw, "=\r\n", "", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return Base64().Replace(raw, match =>
        {
            var squeezed = match.Value.Replace("\r\n", "", StringComparison.Ordinal);
            var bytes = new byte[squeezed.Length];
            return Convert.TryFromBase64String(squeezed, bytes, out var length)
                && !bytes.AsSpan(0, length).ContainsAnyInRange((byte)0, (byte)8)
                    ? Encoding.UTF8.GetString(bytes, 0, length) + "\r\n"
                    : "";
        });
    }

    private static string HashOf(IEnumerable<DemoLetter> letters)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var letter in letters) hash.AppendData(letter.Raw);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    [GeneratedRegex(
        @"(?:(?<!image001\.png)@|https?://|www\.)(?<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w-]))",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Host();

    [GeneratedRegex(@"(?<![\w/.=-])(?:\+44 ?|0)\d(?:[\d ]{8,11})\d(?![\w.@=-])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Telephone();

    [GeneratedRegex(@"^(?:07700 ?900\d{3}|01632 ?960\d{3}|029 ?2018 ?0\d{3}|020 ?7946 ?0\d{3}|0808 ?157 ?0\d{3})$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Drama();

    [GeneratedRegex(@"\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[ABD-HJLNP-UW-Z]{2}\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Postcode();

    [GeneratedRegex(@"(?:^[A-Za-z0-9+/]{76}\r\n)+(?:^[A-Za-z0-9+/]+={0,2}\r\n)?",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Base64();
}
