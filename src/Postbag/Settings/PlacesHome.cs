using Postbag.Places;

namespace Postbag.Settings;

/// <summary>Where an installation keeps its postcodes: one folder for all its offices, because postcodes are the same
/// for each.</summary>
internal static class PlacesHome
{
    private const string FolderName = "places";

    /// <summary>The folder of a data folder, of an office or of several; of the user where there is none.</summary>
    public static PlacesFolder Open(string? data) =>
        Open(PostbagSettings.Read(data, new Dictionary<string, string?>()));

    /// <summary>The folder that the settings name, else that of their data folder, else the user's own.</summary>
    public static PlacesFolder Open(PostbagSettings settings) =>
        new(settings.Places ?? (settings.DataFolder is { } data ? Beside(data) : OfTheUser()));

    /// <summary>In the data folder; for one office of several in the folder that holds them all, if postcodes are
    /// there.</summary>
    private static string Beside(string data)
    {
        var here = Path.Combine(data, FolderName);
        if (Directory.Exists(here) || !File.Exists(Path.Combine(data, "casework.db"))) return here;
        var above = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(data)) ?? data, FolderName);
        return File.Exists(Path.Combine(above, PlaceIndex.FileName)) ? above : here;
    }

    private static string OfTheUser() => Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "postbag", FolderName);
}
