using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

/// <summary>
/// The promises of docs/grouping, on invented postbags. Seeds under 100 are for trying things out; these here are only
/// measured.
/// </summary>
public sealed class InventedSetTests
{
    private static readonly int[] Seeds = [101, 202, 303];

    [Fact]
    public void Campaigns_are_found_and_nothing_personal_is_buried()
    {
        var found = Seeds.SelectMany(Grouped).ToList();

        var both = Pairs(found.Where(one => one.Gold is not null && one.Found is not null)
            .Select(one => one.Gold + one.Found));
        var precision = both / Pairs(found.Where(one => one.Found is not null).Select(one => one.Found!));
        var recall = both / Pairs(found.Where(one => one.Gold is not null).Select(one => one.Gold!));
        var reversed = found.Where(one => one.Kind == "reversed").ToList();
        var figures = $"precision {precision:0.0000}, recall {recall:0.0000}, {found.Count} letters";
        precision.ShouldBeGreaterThanOrEqualTo(0.995, figures);
        recall.ShouldBeGreaterThanOrEqualTo(0.95, figures);
        found.Where(one => one.Gold is null && one.Kind != "reversed" && one.Found is not null).ShouldBeEmpty();
        reversed.Count(one => one.State == LetterState.Held)
            .ShouldBeGreaterThanOrEqualTo((int)Math.Ceiling(0.95 * reversed.Count), figures);
    }

    [Fact]
    public void Asks_turned_round_by_many_are_told_apart_in_any_order()
    {
        var found = Seeds.SelectMany(Grouped).Where(one => one.Kind == "askflip").ToList();

        var both = Pairs(found.Where(one => one.Found is not null).Select(one => one.Gold + one.Found));
        (both / Pairs(found.Where(one => one.Found is not null).Select(one => one.Found!)))
            .ShouldBeGreaterThanOrEqualTo(0.95);
    }

    private static IEnumerable<(string? Gold, string? Found, string Kind, LetterState State)> Grouped(int seed)
    {
        var set = InventedSet.Of(seed);
        var grouped = new Grouped(set.Select(one => one.Letter), [InventedSet.OwnReply]);
        return set.Select((one, number) =>
            (one.Campaign, Of(grouped.Grouper.Now(number).Campaign), one.Kind, grouped.Grouper.Now(number).State));

        string? Of(int? campaign) => campaign is null ? null : $" {seed}-{campaign}";
    }

    private static double Pairs(IEnumerable<string> labels) =>
        Math.Max(1, labels.GroupBy(label => label).Sum(group => group.LongCount() * (group.LongCount() - 1) / 2));
}
