using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Postbag.Casework.Inbox;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

/// <summary>The inbox as people have it before them: in Chromium. POSTBAG_PICTURES=FOLDER keeps what was
/// seen.</summary>
public sealed class InboxInTheBrowserTests(InboxInTheBrowserTests.Desk desk)
    : IClassFixture<InboxInTheBrowserTests.Desk>
{
    public static TheoryData<string> Pages =>
        ["inbox", "text", "html", "pictures", "search", "search-nothing", "source", "unreadable", "unread", "thread",
        "stranger"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_fault_and_fits_a_phone(string name)
    {
        var page = await desk.OpenAsync();
        await page.GotoAsync(await desk.UrlOfAsync(name));

        await page.ShouldLookRightAsync($"inbox-{name}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Nothing_in_a_letter_runs_or_is_fetched_until_pictures_are_asked_for()
    {
        var page = await desk.OpenAsync();
        var complaints = new ConcurrentQueue<string>();
        page.Dialog += (_, dialog) => complaints.Enqueue(dialog.Message);
        desk.Fetched.Clear();

        await page.GotoAsync(await desk.UrlOfAsync("html"));
        await page.LoadedAsync();
        var frame = page.Frames.Single(frame => frame.Url.Contains("/html"));
        (await frame.TitleAsync()).ShouldBe("Letter");
        (await frame.Locator("h2").TextContentAsync()).ShouldBe("Photographs of the damp");
        await frame.Locator("a", new() { HasTextString = "Look" }).ClickAsync();
        desk.Fetched.ShouldBeEmpty();

        await page.GotoAsync(await desk.UrlOfAsync("pictures"));
        await page.LoadedAsync();
        desk.Fetched.ShouldBe(["/remote.png"]);
        complaints.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_whole_inbox_works_with_the_keyboard_alone()
    {
        var page = await desk.OpenAsync();
        await page.GotoAsync(await desk.UrlOfAsync("inbox"));

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("j");
        var subject = await page.Locator("[data-row]:focus .pb-row__subject").TextContentAsync();
        await page.Keyboard.PressAsync("o");
        await page.ArriveAsync("/casework/inbox/[^/]+");
        (await page.Locator("h1").TextContentAsync()).ShouldBe(subject);

        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(subject!);
        // The keys are heard once the page's script has run.
        await page.LoadedAsync();
        await page.Keyboard.PressAsync("u");
        await page.ArriveAsync("/casework/inbox");
        (await page.Locator("[role=status]").First.TextContentAsync()).ShouldNotBeNull().ShouldContain("Marked unread");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("/casework/inbox/[^/]+");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Conversations_are_split_joined_and_put_back_by_keys()
    {
        var page = await desk.OpenAsync();
        var letters = page.Locator(".pb-thread .pb-row__subject");
        async Task PressAsync(string key, int lettersThen, string said)
        {
            // The keys are heard once the page's script has run.
            await page.LoadedAsync();
            await page.Keyboard.PressAsync("t");
            await page.Keyboard.PressAsync(key);
            // The newest change stands first.
            await Assertions.Expect(page.Locator(".pb-thread .moj-timeline__title").First).ToHaveTextAsync(said);
            await Assertions.Expect(letters).ToHaveCountAsync(lettersThen);
        }

        await page.GotoAsync(await desk.UrlOfAsync("thread"));
        await Assertions.Expect(letters).ToHaveCountAsync(3);
        await PressAsync("s", 0, "Split the conversation");
        await page.KeepPictureAsync("thread-keys-split", isWhole: true);
        await PressAsync("u", 3, "Undid a split");

        await page.GotoAsync(await desk.UrlOfAsync("stranger"));
        await PressAsync("y", 4, "Joined two conversations");
        await page.KeepPictureAsync("thread-keys-joined", isWhole: true);
        await PressAsync("u", 0, "Undid a joining");
        await PressAsync("n", 0, "Dismissed a suggestion");
        await PressAsync("u", 0, "Took a dismissal back");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_inbox_works_without_scripts()
    {
        var page = await desk.OpenAsync(withScripts: false);
        await page.GotoAsync(await desk.UrlOfAsync("inbox"));

        await page.Locator("[data-row]").Nth(1).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark unread" }).ClickAsync();
        await page.Locator("#pb-search").FillAsync("mould");
        await page.Locator("#pb-search").PressAsync("Enter");

        (await page.Locator(".pb-row").CountAsync()).ShouldBe(1);
        await page.Context.CloseAsync();
    }

    /// <summary>A casework office with post in it, a browser someone is signed in with, and a stranger's
    /// server.</summary>
    public sealed class Desk : IAsyncLifetime
    {
        private readonly TestOffice office = new();
        private WebApplication? stranger;
        private IPlaywright? playwright;
        private IBrowser? browser;

        /// <summary>What was asked of the stranger's server.</summary>
        public ConcurrentQueue<string> Fetched { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await office.InitializeAsync();
            var address = await StartStrangerAsync();
            await office.Casework.ReceiveAsync(
            [
                .. Enumerable.Range(0, 60).Select(n => Letters.Plain(
                    n % 3 == 0 ? $"The bus to Aberdemo, letter {n}" : $"Damp in the back bedroom, letter {n}",
                    $"I have written to the housing office {n} times and nobody has come. The wall is black behind the cot.",
                    $"{new[] { "Rhian Probert", "Mari Prys", "Gwilym Tudor-Vaughan", "Ifan Bebb" }[n % 4]} <writer{n}@example.org>",
                    date: $"{(n < 30 ? "Fri, 12" : "Sat, 13")} Jun 2026 09:{n:00}:00 +0100")),
                Letters.Plain("The mould", OddLetters.Reply, date: "Sun, 14 Jun 2026 10:00:00 +0100"),
                new Threads.Post("a", "rhian", Subject: "The roof at 4 High Street").Bytes(),
                new Threads.Post("b", "office", "rhian", Subject: "Re: The roof at 4 High Street", Hour: 20,
                    InReplyTo: "a").Bytes(),
                new Threads.Post("c", "rhian", Subject: "School places", Hour: 44, InReplyTo: "b").Bytes(),
                new Threads.Post("e", "gwilym", Subject: "Re: The roof at 4 High Street (mine too)", Hour: 45,
                    InReplyTo: "b").Bytes(),
                OddLetters.WithAttachment("My letter", "plan.html", "<script>alert(1)</script>"),
                OddLetters.Hostile("Photographs", address),
                "\nneither a header\nnor anything like one\n"u8.ToArray(),
            ]);
            playwright = await Playwright.CreateAsync();
            browser = await Chromium.LaunchAsync(playwright);
        }

        public async Task<IPage> OpenAsync(bool withScripts = true)
        {
            var context = await browser!.NewContextAsync(new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 }, JavaScriptEnabled = withScripts,
                ReducedMotion = ReducedMotion.Reduce,
            });
            await (await office.Casework.AsAsync(Role.Caseworker)).HandOverAsync(context);
            return await context.NewPageAsync();
        }

        public async Task<string> UrlOfAsync(string name)
        {
            async Task<string> Show(string subject) =>
                MessageLinks.Show((await office.Casework.MessageAsync(subject)).Id);
            var path = name switch
            {
                "inbox" => MessageLinks.Inbox,
                "unread" => MessageLinks.List(unreadOnly: true),
                "text" => await Show("The mould"),
                "html" => await Show("Photographs"),
                "thread" => await Show("School places"),
                "stranger" => await Show("Re: The roof at 4 High Street (mine too)"),
                "pictures" => await Show("Photographs") + "?view=html&pictures=all",
                "search" => MessageLinks.Find("damp wall -bus"),
                "search-nothing" => MessageLinks.Find("unheardof"),
                "source" => MessageLinks.Source((await office.Casework.MessageAsync("My letter")).Id),
                _ => await Show(""),
            };
            return new Uri(office.Casework.Address, path).ToString();
        }

        public async ValueTask DisposeAsync()
        {
            if (browser is not null) await browser.DisposeAsync();
            playwright?.Dispose();
            if (stranger is not null) await stranger.DisposeAsync();
            await office.DisposeAsync();
        }

        private async Task<string> StartStrangerAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            stranger = builder.Build();
            stranger.Urls.Add("http://127.0.0.1:0");
            stranger.Run(async context =>
            {
                Fetched.Enqueue(context.Request.Path);
                context.Response.ContentType = "image/png";
                await context.Response.Body.WriteAsync(OddLetters.Png);
            });
            await stranger.StartAsync();
            return stranger.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
                .First() + "/";
        }
    }
}
