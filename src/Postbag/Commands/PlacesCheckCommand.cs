using System.CommandLine;
using Postbag.Office;
using Postbag.Places;
using Postbag.Settings;

namespace Postbag.Commands;

/// <summary>`postbag places check`: compares the constituencies that files give postcodes with where their points
/// lie.</summary>
internal static class PlacesCheckCommand
{
    private const int UsualSample = 50_000;

    public static Command Create()
    {
        var sample = new Option<int>("--sample")
        {
            Description = "How many random postcodes are compared", HelpName = "N", DefaultValueFactory = _ =>
                UsualSample,
        };
        var all = new Option<bool>("--all") { Description = "Compare every postcode" };
        var (data, json) = (PlacesCommand.DataOption(), PlacesCommand.JsonOption());
        var command = new Command("check", "Compare postcodes with boundaries") { sample, all, data, json };
        command.SetAction((line, cancellationToken) =>
        {
            var count = line.GetValue(all) ? int.MaxValue : Math.Max(1, line.GetValue(sample));
            return Task.FromResult(Run(
                PlacesHome.Open(PlacesCommand.Data(line, data)), count, line.GetValue(json), cancellationToken));
        });
        return command;
    }

    private static int Run(PlacesFolder folder, int sample, bool asJson, CancellationToken cancellationToken)
    {
        PlacesComparison result;
        try
        {
            result = ComparePlaces.Run(folder, sample, cancellationToken);
        }
        catch (PlacesException refusal)
        {
            throw new CannotException(refusal.Message, refusal);
        }

        if (asJson) PrintJson(result);
        else Print(result);
        // One in a thousand: what is wrong with a file, or with the program, shows in far more.
        return result.Differ > result.Compared / 1_000 ? 1 : 0;
    }

    private static void Print(PlacesComparison result)
    {
        Console.WriteLine(
            $"{result.Compared:N0} postcodes compared: {result.Agree:N0} agree, {result.Near:N0} lie within 100 metres of their "
            + $"constituency's border, {result.Outside:N0} in no constituency (at the coast), {result.Differ:N0} in another one. "
            + $"{result.Without:N0} have no point or no constituency.");
        foreach (var example in result.Examples) Console.WriteLine(example);
    }

    private static void PrintJson(PlacesComparison result)
    {
        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("compared", result.Compared);
            json.WriteNumber("agree", result.Agree);
            json.WriteNumber("near", result.Near);
            json.WriteNumber("outside", result.Outside);
            json.WriteNumber("differ", result.Differ);
            json.WriteNumber("without", result.Without);
            JsonLines.WriteStrings(json, "examples", result.Examples);
            json.WriteEndObject();
        });
    }
}
