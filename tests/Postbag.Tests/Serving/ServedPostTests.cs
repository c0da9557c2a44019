using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Serving;

/// <summary>The whole road in a process of its own: letters come in at the door, and go through every step by
/// themselves.</summary>
public sealed class ServedPostTests
{
    [Fact]
    public async Task A_letter_that_is_delivered_is_read_and_grouped_by_itself_and_no_log_repeats_a_word_of_it()
    {
        var place = await TestPlace.NewArgumentsAsync();
        await using var office = await LedgerOffice.OpenAsync(place);
        await using var serving = ServingProcess.Start(
            place, Path.Combine(TestPlace.NewFolder(), "lmtp"), "export POSTBAG_LOG__LEVEL=Trace;");

        using (var client = await serving.GreetAsync())
        {
            await client.SayAsync("LHLO mail.example.org");
            foreach (var letter in new[] { CampaignLetters.Plain(1), CampaignLetters.Plain(2), CampaignLetters.Plain(3),
                CampaignLetters.WithStory(4) })
                (await client.DeliverAsync(letter, "office@example.com"))[^1].ShouldStartWith("250");
            (await client.DeliverAsync("\n\0neither a header nor a letter\n"u8.ToArray(), "office@example.com"))[^1]
                .ShouldStartWith("250");
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await office.NumberAsync("SELECT coalesce(sum(letters), 0) FROM campaign WHERE NOT is_stale") < 4)
            await Task.Delay(20, limit.Token);
        // What isn't a letter may be read by itself, after the letters.
        while (await office.NumberAsync("SELECT count(*) FROM message WHERE group_state = 1") < 5)
            await Task.Delay(20, limit.Token);
        var logs = await serving.StopAsync();

        foreach (var word in new[] { "Hedgehog", "wheelchair", "Pritchard", "person1", "example.org",
            "neither a header" })
            logs.ShouldNotContain(word, Case.Insensitive);
    }
}
