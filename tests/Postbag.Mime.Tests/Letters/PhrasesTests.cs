using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Letters;

public sealed class PhrasesTests
{
    private static readonly string[] Some = ["sent from", "získáno z", "отправлено с", "ffôn", "Straße", "发自"];

    [Theory]
    [InlineData("It was SENT FROM here", true)]
    [InlineData("ZÍSKÁNO Z domova", true)]
    [InlineData("это ОТПРАВЛЕНО С телефона", true)]
    [InlineData("o FFÔN symudol", true)]
    [InlineData("这封邮件发自我", true)]
    [InlineData("The member’s “surgery” – £5", false)]
    [InlineData("o ffon symudol", false)]
    [InlineData("Отправка", false)]
    [InlineData("", false)]
    public void A_phrase_is_found_in_any_case_and_in_any_script(string text, bool stands)
    {
        new Phrases(Some).StandIn(text).ShouldBe(stands);
        stands.ShouldBe(Some.Any(phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("Отправлено с телефона", true)]
    [InlineData("SENT from here", true)]
    [InlineData(" sent from here", false)]
    [InlineData("sent", false)]
    [InlineData("", false)]
    public void A_beginning_stands_only_at_the_beginning(string text, bool stands) =>
        new Beginnings(Some).StandBefore(text).ShouldBe(stands);
}
