using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Serving;

/// <summary>A key does one thing on a page, on every page there is: looked at by following the links of an office that
/// has a letter of every sort, as whoever may go nearly everywhere.</summary>
public sealed partial class KeysTests(TestOffice office) : IClassFixture<TestOffice>
{
    /// <summary>Pages of one shape – the same page of other letters – that are looked at.</summary>
    private const int MostAlike = 4;

    /// <summary>The list's own, and the one that shows the others.</summary>
    private static readonly string[] Taken = ["j", "k", "o", "?"];

    [Fact]
    public async Task No_key_does_two_things_on_one_page()
    {
        var side = office.Casework;
        await side.ReceiveAsync([
            .. Enumerable.Range(1, 4).Select(CampaignLetters.Plain), CampaignLetters.WithStory(9),
            Letters.Plain("Damp", "There is damp in our flat.\n\nRhian Probert\n1 Sample Street, Aberdemo ZZ1 1AA",
                id: "damp"),
            Letters.Plain("Damp", "It is damp still, and I can't go on; I want to end my life.\n\nRhian Probert\n1 Sample Street, Aberdemo ZZ1 1AA", id: "damp-2"),
            OddLetters.Hostile("Photographs", "https://example.net/"),
            Letters.Plain("Your enquiry", "We have looked into this.", "Casework Team <casework@district.gov.uk>",
                id: "agency")]);
        await side.SortAsync();
        var manager = await side.AsAsync(Role.OfficeManager);
        // What has been done can be taken back, and has keys of its own for that.
        var letter = (await side.MessageAsync("Your enquiry")).Id;
        await manager.PostAsync(MessageLinks.Show(letter), new { Act = "answered", Open = $"{letter}" }, PostLinks.Act);

        (await WalkAsync(manager)).ShouldBeGreaterThan(30);
        await WalkAsync(await office.Party.AsAsync(Role.OfficeManager));
    }

    /// <returns>How many pages there were.</returns>
    private static async Task<int> WalkAsync(Visitor visitor)
    {
        var seen = new HashSet<string>();
        var alike = new Dictionary<string, int>();
        var open = new Queue<string>(["/"]);
        var pages = 0;
        while (open.TryDequeue(out var path))
        {
            var page = await visitor.GetAsync(path);
            if (page.Location is { } on) Follow(on);
            if (page.Status != HttpStatusCode.OK || page.Document.QuerySelector("main") is null) continue;
            pages++;
            Look(path, page);
            foreach (var link in page.Document.QuerySelectorAll("a[href^='/']:not([download])"))
                Follow(link.GetAttribute("href")!);
        }

        return pages;

        void Follow(string path)
        {
            path = path.Split('#')[0];
            var shape = Particular().Replace(path, "*");
            if (path.Contains("/news", StringComparison.Ordinal) || !seen.Add(path)) return;
            if ((alike[shape] = alike.GetValueOrDefault(shape) + 1) <= MostAlike) open.Enqueue(path);
        }
    }

    private static void Look(string path, VisitedPage page)
    {
        var keys = page.Document.QuerySelectorAll("[data-key]:not([data-key=''])")
            .ToLookup(element => element.GetAttribute("data-key")!);
        foreach (var key in keys)
        {
            key.Key.ShouldNotBeOneOf(Taken, $"{path}: {Say(key)}");
            keys.ShouldNotContain(
                other => other.Key.StartsWith(key.Key + " ", StringComparison.Ordinal),
                $"{path}: {Say(key)} is heard before what goes on from it");
            // A part that repeats has its keys while it is at hand.
            var parts = key.Select(element => element.Closest("[data-scope]")).ToList();
            if (key.Count() > 1) (parts.Contains(null) || parts.Distinct().Count() < parts.Count)
                .ShouldBeFalse($"{path}: {Say(key)}");
        }
    }

    private static string Say(IGrouping<string, IElement> key) =>
        $"{key.Key}: {string.Join("; ", key.Select(element => element.GetAttribute("data-key-title") ?? element.TextContent.Trim()))}";

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=[=/])[0-9]+|(?<==)[^&]+", RegexOptions.None, 1000)]
    private static partial Regex Particular();
}
