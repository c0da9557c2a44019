using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Postbag.Casework;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Workbench;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Commands;

/// <summary>`postbag campaigns`: the campaigns of an office, and one of them with what people added to it.</summary>
internal static class CampaignsCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("campaigns", "The campaigns found in an office's letters") { json };
        office.AddTo(command);
        command.SetAction((line, cancellationToken) => RunAsync(
            office, line, (db, token) => ListAsync(db, line.GetValue(json), token), cancellationToken));
        command.Subcommands.Add(CreateShow());
        return command;
    }

    private static Command CreateShow()
    {
        var id = new Argument<string>("ID") { Description = "The campaign, as `postbag campaigns` prints it" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command(
            "show", "One campaign: its letter, its versions, and what people added of their own") { id, json };
        office.AddTo(command);
        command.SetAction((line, cancellationToken) => RunAsync(
            office, line, (db, token) => ShowAsync(db, line.GetRequiredValue(id), line.GetValue(json), token),
            cancellationToken));
        return command;
    }

    /// <remarks>What has come in and hasn't been grouped is grouped first, so that the answer is today's.</remarks>
    private static async Task<int> RunAsync(
        OfficeOptions office, ParseResult line, Func<CaseworkDb, CancellationToken, Task<int>> print,
        CancellationToken cancellationToken)
    {
        await using var open = await office.OpenAsync(line, new CaseworkSide(), make: false, cancellationToken);
        try
        {
            await new GroupLetters(open.Engine, TimeProvider.System).RunAsync(null, cancellationToken);
            await using var db = (CaseworkDb)open.OpenDb();
            return await print(db, cancellationToken);
        }
        catch (Exception failure) when (open.Engine.Explain(failure) is { } sentence)
        {
            throw new CannotException(sentence, failure);
        }
    }

    private static async Task<int> ListAsync(CaseworkDb db, bool asJson, CancellationToken cancellationToken)
    {
        var queries = new CampaignQueries(db);
        IReadOnlyList<Campaign> campaigns =
            [.. await queries.ListAsync(false, cancellationToken), .. await queries.ListAsync(true, cancellationToken)];
        if (!asJson)
        {
            foreach (var campaign in campaigns)
                Console.WriteLine($"{campaign.Id}  {campaign.People,6:N0} people {campaign.ToRead,5:N0} to read  {campaign.Title}");
            Console.WriteLine(campaigns.Count == 1 ? "1 campaign" : $"{campaigns.Count:N0} campaigns");
            return 0;
        }

        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("campaigns");
            foreach (var campaign in campaigns)
            {
                json.WriteStartObject();
                WriteFields(json, campaign);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        return 0;
    }

    private static async Task<int> ShowAsync(
        CaseworkDb db, string written, bool asJson, CancellationToken cancellationToken)
    {
        var queries = new CampaignQueries(db);
        if (!Id<Campaign>.TryParse(written, null, out var id)
            || await queries.FindAsync(id, cancellationToken) is not { } campaign)
            throw new CannotException($"There is no campaign {written}. `postbag campaigns` lists them.");
        var numbers = await queries.NumbersAsync(campaign, cancellationToken);
        var variants = await queries.VariantsAsync(campaign, cancellationToken);
        var urgent = await new PostQueries(db).UrgentOfCampaignsAsync(numbers, cancellationToken);
        var letters = new List<CampaignLetterRow>();
        foreach (var show in new[] { CampaignShow.ToRead, CampaignShow.Cases, CampaignShow.Accepted })
        {
            IReadOnlyList<CampaignLetterRow> rows;
            for (var page = 1; (rows =
                await queries.LettersAsync(numbers, show, urgent, page, cancellationToken)).Count > 0; page++)
                letters.AddRange(rows);
        }

        if (asJson) PrintJson(campaign, variants, letters);
        else Print(campaign, letters);
        return 0;
    }

    private static void Print(Campaign campaign, List<CampaignLetterRow> letters)
    {
        Console.WriteLine($"{campaign.Title}\n{campaign.People:N0} people, {campaign.Letters:N0} letters, {campaign.Copies:N0} plain copies\n");
        Console.WriteLine(campaign.Template);
        foreach (var letter in letters)
            Console.WriteLine($"\n{letter.Sender}, {letter.ReceivedAt.ToLocalTime():d MMM yyyy}, {letter.OwnWords:N0} own words\n  {letter.OwnText}");
    }

    private static void PrintJson(Campaign campaign, IReadOnlyList<Campaign> variants, List<CampaignLetterRow> letters)
    {
        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            WriteFields(json, campaign);
            json.WriteString("template", campaign.Template);
            JsonLines.WriteStrings(json, "variants", variants.Select(variant => variant.Id.ToString()));
            json.WriteStartArray("own");
            foreach (var letter in letters)
            {
                json.WriteStartObject();
                json.WriteString("message", letter.Message.ToString());
                json.WriteString("from", letter.SenderAddress);
                json.WriteString("date", Say(letter.ReceivedAt));
                json.WriteString("text", letter.OwnText);
                json.WriteNumber("words", letter.OwnWords);
                json.WriteBoolean("readThisOne", letter.ReadThisOne);
                json.WriteString("handling", letter.Handling.ToString().ToLowerInvariant());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteFields(Utf8JsonWriter json, Campaign campaign)
    {
        json.WriteString("id", campaign.Id.ToString());
        json.WriteString("name", campaign.Title);
        json.WriteString("status", campaign.Status.ToString().ToLowerInvariant());
        json.WriteString("ask", campaign.Ask);
        json.WriteNumber("people", campaign.People);
        json.WriteNumber("letters", campaign.Letters);
        json.WriteNumber("copies", campaign.Copies);
        json.WriteNumber("toRead", campaign.ToRead);
        json.WriteNumber("family", campaign.Family);
        json.WriteString("first", campaign.FirstAt is { } first ? Say(first) : null);
        json.WriteString("last", campaign.LastAt is { } last ? Say(last) : null);
    }

    private static string Say(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
