using System.Text.Encodings.Web;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Xunit;

namespace Postbag.Tests.Ui;

/// <summary>govuk-frontend's own examples, as its npm package holds them after a build.</summary>
internal static class Fixtures
{
    public static IReadOnlyList<Fixture> Of(string component)
    {
        var file = Path.Combine(UiHost.UiFolder, "node_modules/govuk-frontend/dist/govuk/components", component,
            "fixtures.json");
        Assert.True(File.Exists(file), "govuk-frontend is missing: build src/Postbag.Ui, which fetches it from npm.");
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return [.. document.RootElement.GetProperty("fixtures").EnumerateArray().Select(fixture => new Fixture(
            fixture.GetProperty("name").GetString()!, fixture.GetProperty("options").Clone(),
                fixture.GetProperty("html").GetString()!))];
    }

    /// <summary>What the tag helper prints, as it would in a page.</summary>
    public static async Task<string> PrintAsync(TagHelper helper, string tag, IHtmlContent? inside = null,
        JsonElement attributes = default,
        Func<TagHelperContext, Task>? children = null)
    {
        var given = new TagHelperAttributeList();
        if (attributes.ValueKind == JsonValueKind.Object)
        {
            foreach (var attribute in attributes.EnumerateObject())
                given.Add(attribute.Name, attribute.Value.ToString());
        }

        var context = new TagHelperContext(tag, given, new Dictionary<object, object>(), "test");
        var output = new TagHelperOutput(tag, new TagHelperAttributeList(given), async (_, _) =>
        {
            if (children is not null)
                await children(context);
            var content = new DefaultTagHelperContent();
            return inside is null ? content : content.SetHtmlContent(inside);
        });
        await helper.ProcessAsync(context, output);
        await using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    /// <summary>One form for markup that means the same: attributes in order, white space between words only.</summary>
    public static string Normal(string html)
    {
        var body = new HtmlParser().ParseDocument("<body>" + html).Body!;
        return string.Join('\n', body.ChildNodes.SelectMany(node => Lines(node, 0)));
    }

    private static IEnumerable<string> Lines(INode node, int depth)
    {
        var indent = new string(' ', depth * 2);
        if (node is IText text)
        {
            var words = string.Join(' ', text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return words.Length == 0 ? [] : [indent + words];
        }

        if (node is not IElement element)
            return [];
        var attributes = element.Attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal)
            .Select(attribute => $" {attribute.Name}=\"{ValueOf(attribute)}\"");
        return [$"{indent}<{element.LocalName}{string.Concat(attributes)}>",
            .. element.ChildNodes.SelectMany(child => Lines(child, depth + 1))];
    }

    // The order of class names carries no meaning.
    private static string ValueOf(IAttr attribute) => attribute.Name == "class"
        ? string.Join(' ', attribute.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Order(StringComparer.Ordinal))
        : attribute.Value;
}

internal sealed record Fixture(string Name, JsonElement Options, string Html)
{
    /// <summary>An option by its path, such as "label.text"; null if it isn't given.</summary>
    public string? Text(string path) => Find(path) switch
    {
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        var found => found.ToString(),
    };

    public bool Is(string path) => Find(path) is { ValueKind: JsonValueKind.True };

    public JsonElement Find(string path)
    {
        var at = Options;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return default;
        }

        return at;
    }

    public IEnumerable<Fixture> List(string path) => Find(path) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            .Select(item => new Fixture(Name, item, ""))
        : [];

    /// <summary>Content given as text, or as HTML.</summary>
    public IHtmlContent? Content(string prefix = "") =>
        Text(prefix + "html") is { } html ? new HtmlString(html)
        : Text(prefix + "text") is { } text ? new HtmlContentBuilder().Append(text)
        : null;

    /// <summary>Every option that is set, by path; items of lists without their number.</summary>
    public IEnumerable<string> Given() => Paths(Options, "").Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Paths(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object when path.EndsWith("attributes", StringComparison.Ordinal) => [path],
        JsonValueKind.Object =>
            element.EnumerateObject()
                .SelectMany(part => Paths(part.Value, path.Length == 0 ? part.Name : path + "." + part.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Paths(item, path + "[]")),
        _ => [path],
    };
}
