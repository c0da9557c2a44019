using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Hosting;
using Postbag.Ui;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Ui;

public sealed class FrameTests
{
    [Theory]
    [InlineData("Mari Thistlewood", "MT")]
    [InlineData("Gwenllian ap Siôn", "GS")]
    [InlineData("Cher", "C")]
    [InlineData(" ", "?")]
    public void Initials_come_from_the_first_and_the_last_name(string name, string initials) =>
        new FramePerson(name, "Caseworker", []).Initials.ShouldBe(initials);

    [Fact]
    public void A_title_says_the_page_the_side_and_the_office()
    {
        new PageFrame { Side = Side.Party, OfficeName = "Harrowmere" }.TitleOf("Members")
            .ShouldBe("Members – Party side – Harrowmere");
        new PageFrame().TitleOf(null).ShouldBe("Casework – Postbag");
    }

    [Fact]
    public async Task The_sides_differ_in_words_and_not_only_in_colour()
    {
        await using var app = UiHost.Build(Environments.Development);
        await app.StartAsync();

        var casework = await ReadAsync(UiHost.AddressOf(app), "_gallery/parts");
        var party = await ReadAsync(UiHost.AddressOf(app), "_gallery/parts?side=party");

        casework.QuerySelector(".pb-side")!.TextContent.ShouldEndWith("Casework");
        party.QuerySelector(".pb-side")!.TextContent.ShouldEndWith("Party side");
        party.Title.ShouldNotBeNull().ShouldContain("Party side");
    }

    [Fact]
    public async Task Signing_out_is_a_form_that_a_stranger_cannot_forge()
    {
        await using var app = UiHost.Build(Environments.Development);
        await app.StartAsync();

        var page = await ReadAsync(UiHost.AddressOf(app), "_gallery/parts");

        var form = page.QuerySelector("form[action='/sign-out']")!;
        form.GetAttribute("method").ShouldBe("post");
        form.QuerySelector("input[name=__RequestVerificationToken]").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_button_pressed_before_the_rest_of_its_form_has_come_sends_the_token()
    {
        await using var app = UiHost.Build(Environments.Development);
        await app.StartAsync();

        var forms = (await ReadAsync(UiHost.AddressOf(app), "_gallery/parts")).QuerySelectorAll("form[method=post]");

        forms.ShouldNotBeEmpty();
        forms.ShouldAllBe(form =>
            form.QuerySelector("input, button, select, textarea")!.GetAttribute(
            "name") == "__RequestVerificationToken");
    }

    [Theory]
    [InlineData(400, 400, "That page had been open too long")]
    [InlineData(403, 403, "This isn’t open to you")]
    [InlineData(404, 404, "There is nothing here")]
    [InlineData(429, 429, "Too many tries")]
    [InlineData(500, 500, "Something went wrong on our side")]
    [InlineData(1, 404, "There is no office at this address")]
    public async Task What_went_wrong_is_said_in_plain_words_and_with_its_status(int code, int status, string title)
    {
        await using var app = UiHost.Build(Environments.Production);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = UiHost.AddressOf(app) };

        using var answer = await client.GetAsync(new Uri($"error/{code}", UriKind.Relative));

        answer.StatusCode.ShouldBe((HttpStatusCode)status);
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync())
            .QuerySelector("h1")!.TextContent.ShouldBe(title);
    }

    [Fact]
    public async Task The_gallery_is_not_there_outside_development()
    {
        await using var app = UiHost.Build(Environments.Production);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = UiHost.AddressOf(app) };

        using var answer = await client.GetAsync(new Uri("_gallery", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void The_styles_stay_under_their_budget_and_name_no_typeface_that_is_not_ours()
    {
        var styles = new FileInfo(Path.Combine(UiHost.UiFolder, "wwwroot/vendor/postbag.css"));
        var text = File.ReadAllText(styles.FullName);

        styles.Length.ShouldBeLessThan(150_000);
        text.ShouldNotContain("GDS Transport");
        text.ShouldNotContain("crest");
    }

    private static async Task<IDocument> ReadAsync(Uri address, string path)
    {
        using var client = new HttpClient { BaseAddress = address };
        return new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }
}
