using System.CommandLine;
using System.Globalization;
using Postbag.Casework;
using Postbag.Casework.Inbox.Search;
using Postbag.Office;

namespace Postbag.Commands;

/// <summary>`postbag search`: looks for messages by their words.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var query = new Argument<string[]>("QUERY")
        {
            Description = "Words, \"phrases\", prefix*, OR, from:, has:attachment, since: …; put -- before a QUERY that begins with a minus",
            Arity = ArgumentArity.OneOrMore,
        };
        var limit = new Option<int>("--limit")
        {
            Description = $"How many to show; 1 to {SearchRequest.MaxLimit}", HelpName = "N", DefaultValueFactory = _ =>
                20,
        };
        limit.Validators.Add(value =>
        {
            if (value.GetValueOrDefault<int>() is < 1 or > SearchRequest.MaxLimit)
                value.AddError($"--limit takes a number from 1 to {SearchRequest.MaxLimit}.");
        });
        var sort = new Option<string>("--sort")
        {
            Description = "newest or best first; newest unless set", HelpName = "ORDER", DefaultValueFactory = _ =>
                "newest",
        };
        sort.AcceptOnlyFromAmong("newest", "best");
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("search", "Find messages by their words") { query, limit, sort, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: false, cancellationToken);
            try
            {
                var request = new SearchRequest(string.Join(' ', line.GetRequiredValue(query)))
                {
                    Limit = line.GetValue(limit),
                    Sort = line.GetValue(sort) == "best" ? SearchSort.Best : SearchSort.Newest,
                };
                var result = await new FindMessages(open.Engine, new SearchMemory())
                    .RunAsync(request, cancellationToken);
                if (line.GetValue(json)) PrintJson(result);
                else Print(result);
                return 0;
            }
            catch (Exception failure) when (open.Engine.Explain(failure) is { } sentence)
            {
                throw new CannotException(sentence, failure);
            }
        });
        return command;
    }

    private static void Print(SearchResult result)
    {
        Console.WriteLine(result.Problem ?? (result.Total == 1 ? "1 message" : $"{result.Total:N0} messages"));
        foreach (var hit in result.Hits)
        {
            Console.WriteLine();
            Console.WriteLine($"{hit.ReceivedAt.ToLocalTime():d MMM yyyy HH:mm}  {FromOf(hit)}");
            Console.WriteLine($"  {hit.Subject}");
            Console.WriteLine($"  {TextOf(hit)}");
        }
    }

    private static void PrintJson(SearchResult result)
    {
        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("total", result.Total);
            json.WriteStartArray("hits");
            foreach (var hit in result.Hits)
            {
                json.WriteStartObject();
                json.WriteString("id", hit.Id.ToString());
                json.WriteString("date",
                    hit.ReceivedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                json.WriteString("from", FromOf(hit));
                json.WriteString("subject", hit.Subject);
                json.WriteString("snippet", TextOf(hit));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (result.Problem is not null) json.WriteString("problem", result.Problem);
            json.WriteEndObject();
        });
    }

    private static string FromOf(SearchHit hit) =>
        hit.SenderName.Length == 0 ? hit.SenderAddress : $"{hit.SenderName} <{hit.SenderAddress}>";

    private static string TextOf(SearchHit hit) => string.Concat(hit.Snippet.Select(part => part.Text));
}
