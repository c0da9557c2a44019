using Postbag.Office;
using Postbag.Settings;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Settings;

public sealed class PostbagSettingsTests
{
    private static readonly Dictionary<string, string?> Nothing = [];

    [Fact]
    public void A_setting_nobody_set_has_its_default_and_says_so()
    {
        var settings = PostbagSettings.Read(TestPlace.NewFolder(), Nothing);

        settings.Values.ShouldAllBe(value => value.Origin == "default");
        settings.Urls.ShouldBe("http://127.0.0.1:8080");
    }

    [Fact]
    public void The_command_line_goes_before_the_file()
    {
        var folder = FolderWith("""{ "Urls": "http://127.0.0.1:1", "Log": { "Format": "json" } }""");

        var settings = PostbagSettings.Read(
            folder, new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:2" });

        settings.Urls.ShouldBe("http://127.0.0.1:2");
        settings.LogsAreJson.ShouldBeTrue();
        settings.Values.Single(value => value.Setting.Key == "Log:Format").Origin.ShouldEndWith("postbag.json");
    }

    [Theory]
    [InlineData("""{ "Urls": "localhost" }""", "Write addresses such as")]
    [InlineData("""{ "Proxies": "nowhere" }""", "Write IP addresses")]
    [InlineData("""{ "Log": { "Format": "xml" } }""", "Write text or json.")]
    [InlineData("""{ "Urls": """, "isn't valid JSON")]
    public void A_wrong_value_is_refused_with_what_to_write_instead(string file, string sentence)
    {
        var folder = FolderWith(file);

        var refusal = Should.Throw<CannotException>(() => PostbagSettings.Read(folder, Nothing));

        refusal.Message.ShouldContain(sentence);
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        var folder = FolderWith("""{ "Telemetry": { "Headers": "key=hush" } }""");

        var settings = PostbagSettings.Read(folder, Nothing);

        settings.OtlpHeaders.ShouldBe("key=hush");
        settings.Values.ShouldAllBe(value => !value.Shown.Contains("hush"));
    }

    private static string FolderWith(string file)
    {
        var folder = TestPlace.NewFolder();
        File.WriteAllText(Path.Combine(folder, PostbagSettings.FileName), file);
        return folder;
    }
}
