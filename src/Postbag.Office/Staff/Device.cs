namespace Postbag.Office.Staff;

/// <summary>Names a browser so that someone knows their own devices in the list of sessions.</summary>
internal static class Device
{
    // The order matters: Edge says it is Chrome, and Chrome says it is Safari.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
        ("Mac OS X", "a Mac"), ("CrOS", "a Chromebook"), ("Linux", "Linux"),
    ];

    /// <summary>E.g. "Firefox on Windows"; "Another device" if the browser doesn't say.</summary>
    public static string NameOf(string? userAgent)
    {
        var browser = Find(Browsers, userAgent);
        var system = Find(Systems, userAgent);
        return (browser, system) switch
        {
            (null, null) => "Another device",
            (null, _) => "A browser on " + system,
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    private static string? Find((string Mark, string Name)[] marks, string? userAgent)
    {
        foreach (var (mark, name) in marks)
            if (userAgent?.Contains(mark, StringComparison.Ordinal) == true)
                return name;
        return null;
    }
}
