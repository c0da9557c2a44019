using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>
/// <c>&lt;pb-icon name="inbox" /&gt;</c>: a line drawing of 20 by 20 in the text's colour. Always beside a word, so it
/// is hidden from those who hear the page.
/// </summary>
[HtmlTargetElement("pb-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    private static readonly Dictionary<string, string> Drawings = new(StringComparer.Ordinal)
    {
        ["inbox"] = "M3 11h4l1.5 2.5h3L13 11h4M3 11v5h14v-5M3 11l2.5-7h9L17 11",
        ["letter"] = "M2.5 5h15v10.5h-15zM2.5 5.5l7.5 6 7.5-6",
        ["open"] = "M2.5 8.5 10 3l7.5 5.5v8h-15zM2.5 9l7.5 5 7.5-5",
        ["search"] = "M8.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM12.5 12.5 17.5 17.5",
        ["people"] = "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c0-3.5 2.5-5 5.5-5s5.5 1.5 5.5 5"
            + "M13.5 4a2.7 2.7 0 0 1 0 5.3M15 11.8c1.9.6 3 2.2 3 4.7",
        ["audit"] = "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10h5.5M7.5 13.5h5.5",
        ["jobs"] = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.5l3 1.8",
        ["cases"] = "M2.5 6.5h15v10h-15zM7 6.5v-3h6v3M2.5 11h15",
        ["campaigns"] = "M3 8v4l9 4V4L3 8zM3 12l1.5 4.5h2L5.5 13M15 8c1.3.8 1.3 3.2 0 4",
        ["calendar"] = "M3 4.5h14v12.5H3zM3 8.5h14M7 2.5v4M13 2.5v4",
        ["keys"] = "M2 5.5h16v9H2zM5 8.5h.01M8.3 8.5h.01M11.6 8.5h.01M15 8.5h.01M5.5 11.8h9",
        ["passkey"] = "M7 13.5a4 4 0 1 1 3.9-5H18v2.8h-2V14h-2.8v-2.7h-2.4A4 4 0 0 1 7 13.5zM6.3 9.5h.01",
        ["security"] = "M10 2.5l6.5 2.3v4.7c0 4-2.7 6.7-6.5 8-3.8-1.3-6.5-4-6.5-8V4.8z",
        ["office"] = "M2.5 9.5L10 3l7.5 6.5M4.5 8v9h11V8M8.3 17v-5h3.4v5",
        ["attachment"] = "M15.5 9.5l-5.7 5.7a3.5 3.5 0 0 1-5-5l6.4-6.3a2.3 2.3 0 0 1 3.3 3.3"
            + "l-6.3 6.2a1.1 1.1 0 0 1-1.6-1.6l5.3-5.2",
        ["picture"] = "M2.5 4h15v12h-15zM2.5 13.5l4.5-4.5 4 4 2.5-2 4 3.5M13 7.8h.01",
        ["veil"] = "M2 10c2-3.5 4.8-5.2 8-5.2s6 1.7 8 5.2c-2 3.5-4.8 5.2-8 5.2S4 13.5 2 10zM3.5 16.5l13-13",
        ["done"] = "M3.5 10.5l4.3 4.3 8.7-9",
        ["information"] = "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v5M10 6.2h.01",
        ["warning"] = "M10 3l8 14H2zM10 8.2v4M10 14.6h.01",
        ["error"] = "M6.9 2.5h6.2l4.4 4.4v6.2l-4.4 4.4H6.9l-4.4-4.4V6.9zM7.3 7.3l5.4 5.4M12.7 7.3l-5.4 5.4",
        ["download"] = "M10 3v9M6 8.5l4 4 4-4M3.5 16.5h13",
        ["device"] = "M3 4h14v9.5H3zM1.5 16.5h17",
        ["phone"] = "M6 2.5h8v15H6zM9.5 15h1",
        ["back"] = "M12.5 4l-6 6 6 6",
        ["members"] = "M10 2.5l2 4.3 4.7.6-3.4 3.2.9 4.6-4.2-2.3-4.2 2.3.9-4.6L3.3 7.4l4.7-.6z",
        ["unread"] = "M2.5 6h9M2.5 6v9.5h15V9M2.5 6.5l7.5 5.5 3-2.2M15.5 7.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
    };

    public string Name { get; set; } = "";

    internal static IEnumerable<string> Names => Drawings.Keys;

    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become(Build(Name));

    internal static TagBuilder Build(string name)
    {
        if (!Drawings.TryGetValue(name, out var drawing))
            throw new InvalidOperationException(
                $"There is no icon \"{name}\". Known: {string.Join(", ", Drawings.Keys)}.");

        return Markup.Element("svg", "pb-icon", Markup.Element("path", null).With("d", drawing))
            .With("viewBox", "0 0 20 20")
            .With("fill", "none")
            .With("stroke", "currentColor")
            .With("stroke-width", "1.6")
            .With("stroke-linecap", "round")
            .With("stroke-linejoin", "round")
            .With("aria-hidden", "true")
            .With("focusable", "false");
    }
}
