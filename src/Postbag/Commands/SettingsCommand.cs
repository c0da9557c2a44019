using System.CommandLine;
using System.Text.Json;
using Postbag.Settings;
using Spectre.Console;

namespace Postbag.Commands;

/// <summary>`postbag settings`: each value and where it came from.</summary>
internal static class SettingsCommand
{
    public static Command Create()
    {
        var data = new Option<string?>(
            "--data") { Description = "The data folder, for its postbag.json", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("settings", "Print each setting, its value and where it came from") { data, json };
        command.SetAction(line =>
        {
            var settings = PostbagSettings.Read(line.GetValue(data), new Dictionary<string, string?>());
            if (line.GetValue(json)) PrintJson(settings);
            else PrintTable(settings);
            return 0;
        });
        return command;
    }

    private static void PrintJson(PostbagSettings settings) => Console.WriteLine(JsonSerializer.Serialize(
        settings.Values.Select(value => new { key = value.Setting.Key, value = value.Shown, origin = value.Origin })));

    private static void PrintTable(PostbagSettings settings)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("Setting", "Value", "From", "Meaning");
        foreach (var value in settings.Values)
        {
            table.AddRow(
                new Text(value.Setting.Key), new Text(value.Shown.Length == 0 ? "(not set)" : value.Shown),
                new Text(value.Origin), new Text(value.Setting.Meaning));
        }

        AnsiConsole.Write(table);
    }
}
