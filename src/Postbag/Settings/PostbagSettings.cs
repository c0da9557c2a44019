using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Lmtp;
using Postbag.Office;

namespace Postbag.Settings;

/// <summary>What whoever runs the server may set: few things, each with a default that suits a laptop.</summary>
/// <remarks>Where a value comes from, the first that has it: the command line, the environment (POSTBAG_…), the file
/// postbag.json in the data folder, the default. What an office's manager sets is in the office's own
/// database.</remarks>
internal sealed class PostbagSettings
{
    public const string FileName = "postbag.json";

    private static readonly Setting UrlsSetting = new(
        "Urls", "http://127.0.0.1:8080", "Where the server listens, separated by semicolons.", WhyNotUrls);

    private static readonly Setting ProxiesSetting = new(
        "Proxies", "", "Addresses of reverse proxies whose X-Forwarded headers are believed, separated by spaces.",
        WhyNotAddresses);

    private static readonly Setting LmtpSetting = new(
        "Lmtp:Listen", "", "Where a mail server may deliver by LMTP: 127.0.0.1:2424 or unix:/run/postbag/lmtp; not set: nowhere.",
        value => value.Length == 0 || LmtpAddress.Parse(value) is not null
            ? null : "Write an address and a port such as 127.0.0.1:2424, or unix: and the path of a socket.");

    private static readonly Setting LmtpRemoteSetting = new(
        "Lmtp:Remote", "false", "Whether it may listen beyond this machine: LMTP asks nobody who they are.",
        value => bool.TryParse(value, out _) ? null : "Write true or false.");

    private static readonly Setting LmtpMaxMessageSetting = new(
        "Lmtp:MaxMessageMegabytes", "100",
        "The largest message that is taken by LMTP, in MiB; larger ones are answered 552.",
        value => int.TryParse(value, out var number) && number is >= 1 and <= 256
            ? null : "Write a number from 1 to 256.");

    private static readonly Setting MaildirSetting = new(
        "Maildir", "", "A Maildir that another program fetches mail into, to be watched and left as it is; not set: none.",
        _ => null);

    private static readonly Setting PlacesSetting = new(
        "Places", "", "The folder of the postcode index; not set: the folder places beside the offices' data, or the user's own.",
        _ => null);

    private static readonly Setting LogFormatSetting = new(
        "Log:Format", "text", "How logs are written to standard error: text or json.",
        value => value is "text" or "json" ? null : "Write text or json.");

    private static readonly Setting LogLevelSetting = new(
        "Log:Level", "Information", "The least severe thing that is logged: Debug, Information, Warning or Error.",
        value => Enum.TryParse<LogLevel>(value, true, out _) ? null : "Write Debug, Information, Warning or Error.");

    private static readonly Setting OtlpSetting = new(
        "Telemetry:Otlp", "",
        "Where traces and metrics are sent by OTLP, e.g. http://127.0.0.1:4317; not set: nowhere.",
        value => value.Length == 0 || Uri.TryCreate(value, UriKind.Absolute, out _)
            ? null : "Write an address such as http://127.0.0.1:4317.");

    private static readonly Setting OtlpHeadersSetting = new(
        "Telemetry:Headers", "", "Headers sent with OTLP, as name=value separated by commas.", _ => null,
        IsSecret: true);

    private static readonly Setting PrivateAddressesSetting = new(
        "Imap:PrivateAddresses", "auto",
        "Whether mailboxes may be on this machine or an inner network: allow, refuse, or auto (refuse where several offices are served).",
        value => value is "auto" or "allow" or "refuse" ? null : "Write auto, allow or refuse.");

    private static readonly Setting AuthoritiesSetting = new(
        "Imap:Authorities", "",
        "A PEM file of certificate authorities that are believed of mail servers, beside the machine's own.",
        WhyNotCertificates);

    private readonly Dictionary<Setting, SettingValue> values;

    private PostbagSettings(Dictionary<Setting, SettingValue> values, string? folder) =>
        (this.values, DataFolder) = (values, folder);

    public static IReadOnlyList<Setting> All =>
    [
        UrlsSetting, ProxiesSetting, LmtpSetting, LmtpRemoteSetting, LmtpMaxMessageSetting, MaildirSetting,
        PlacesSetting,
        LogFormatSetting, LogLevelSetting, OtlpSetting, OtlpHeadersSetting, PrivateAddressesSetting, AuthoritiesSetting,
    ];

    public IEnumerable<SettingValue> Values => All.Select(setting => values[setting]);

    /// <summary>The data folder they were read for; null where offices are in PostgreSQL, or none is meant.</summary>
    public string? DataFolder { get; }

    public string Urls => values[UrlsSetting].Value;

    public IReadOnlyList<IPAddress> Proxies =>
        [.. values[ProxiesSetting].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];

    /// <summary>Null if no mail is taken in by LMTP.</summary>
    public LmtpAddress? Lmtp => LmtpAddress.Parse(values[LmtpSetting].Value);

    /// <summary>Null if none is watched.</summary>
    public string? Maildir => values[MaildirSetting].Value is { Length: > 0 } folder ? folder : null;

    /// <summary>The folder of the postcode index; null for where it usually is (<see cref="PlacesHome"/>).</summary>
    public string? Places => values[PlacesSetting].Value is { Length: > 0 } folder ? folder : null;

    public LmtpLimits LmtpLimits
    {
        get
        {
            var bytes = int.Parse(values[LmtpMaxMessageSetting].Value, CultureInfo.InvariantCulture) << 20;
            return new LmtpLimits { MaxMessageBytes = bytes, MaxBytesInFlight = Math.Max(256L << 20, bytes) };
        }
    }

    public bool LogsAreJson => values[LogFormatSetting].Value == "json";

    public LogLevel LogLevel => Enum.Parse<LogLevel>(values[LogLevelSetting].Value, true);

    /// <summary>Null if telemetry isn't wanted.</summary>
    public Uri? Otlp => values[OtlpSetting].Value is { Length: > 0 } address ? new Uri(address) : null;

    public string OtlpHeaders => values[OtlpHeadersSetting].Value;

    /// <summary>Which mail servers may be reached and believed.</summary>
    /// <param name="offices">How many offices the process serves: with several, their managers are strangers to the
    /// host.</param>
    public ImapReach ReachFor(int offices) => new()
    {
        RefusePrivateAddresses = values[PrivateAddressesSetting].Value is "refuse"
            || (values[PrivateAddressesSetting].Value is "auto" && offices > 1),
        Authorities = Certificates(values[AuthoritiesSetting].Value),
    };

    /// <summary>Reads every setting and checks it.</summary>
    /// <param name="folder">The data folder, in which postbag.json may stand; null without one.</param>
    /// <param name="fromCommandLine">What the command line set, by key; null values don't count.</param>
    /// <exception cref="CannotException">A value is wrong, or the file can't be read; says what to write
    /// instead.</exception>
    public static PostbagSettings Read(string? folder, IReadOnlyDictionary<string, string?> fromCommandLine)
    {
        var file = ReadFile(folder);
        var values = All.ToDictionary(setting => setting, setting =>
            fromCommandLine.GetValueOrDefault(setting.Key) is { } said ? new SettingValue(setting, said, "command line")
            : Environment.GetEnvironmentVariable(setting.Variable) is { } variable
                ? new SettingValue(setting, variable, setting.Variable)
            : file[setting.Key] is { } written ? new SettingValue(setting, written, Path.Combine(folder!, FileName))
            : new SettingValue(setting, setting.Default, "default"));
        foreach (var (setting, value) in values)
        {
            if (setting.WhyNot(value.Value) is { } reason)
                throw new CannotException($"The setting {setting.Key} ({value.Origin}) is \"{value.Shown}\". {reason}");
        }

        var settings = new PostbagSettings(values, folder);
        if (settings.Lmtp is { IsLocal: false } && !bool.Parse(values[LmtpRemoteSetting].Value))
        {
            throw new CannotException(
                $"{settings.Lmtp} can be reached from other machines, and LMTP asks nobody who they are. Listen at 127.0.0.1, "
                + "or set Lmtp:Remote to true if the network keeps strangers out.");
        }

        return settings;
    }

    private static IConfigurationRoot ReadFile(string? folder)
    {
        var builder = new ConfigurationBuilder();
        if (folder is not null) builder.AddJsonFile(Path.GetFullPath(Path.Combine(folder, FileName)), optional: true);
        try
        {
            return builder.Build();
        }
        catch (InvalidDataException failure)
        {
            throw new CannotException(
                $"{Path.Combine(folder!, FileName)} isn't valid JSON: {failure.GetBaseException().Message}", failure);
        }
    }

    private static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        if (file.Length > 0) certificates.ImportFromPemFile(file);
        return certificates;
    }

    private static string? WhyNotCertificates(string file)
    {
        try
        {
            return file.Length == 0 || Certificates(file).Count > 0 ? null : "There is no certificate in that file.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return "Write the path of a PEM file that can be read.";
        }
    }

    private static string? WhyNotUrls(string value) =>
        value.Split(';', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } urls
        && urls.All(url => url.StartsWith("http://", StringComparison.Ordinal)
            || url.StartsWith("https://", StringComparison.Ordinal))
            ? null
            : "Write addresses such as http://127.0.0.1:8080, separated by semicolons.";

    private static string? WhyNotAddresses(string value) =>
        value.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(address => IPAddress.TryParse(address, out _))
            ? null
            : "Write IP addresses separated by spaces.";
}
