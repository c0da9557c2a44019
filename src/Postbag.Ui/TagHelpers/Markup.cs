using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>
/// The one builder that every tag helper here prints with. Text is encoded; only IHtmlContent goes out as it is.
/// </summary>
internal static class Markup
{
    public static TagBuilder Element(string name, string? classes, params ReadOnlySpan<object?> children)
    {
        var element = new TagBuilder(name);
        if (!string.IsNullOrEmpty(classes))
            element.Attributes["class"] = classes;
        foreach (var child in children)
            element.Add(child);
        return element;
    }

    public static TagBuilder With(this TagBuilder element, string name, string? value)
    {
        if (value is not null)
            element.Attributes[name] = value;
        return element;
    }

    public static TagBuilder Flag(this TagBuilder element, string name, bool on) => element.With(name, on ? "" : null);

    public static TagBuilder Add(this TagBuilder element, object? child)
    {
        if (child is IHtmlContent html)
            element.InnerHtml.AppendHtml(html);
        else if (child is string text)
            element.InnerHtml.Append(text);
        return element;
    }

    public static TagBuilder Empty(this TagBuilder element)
    {
        element.TagRenderMode = TagRenderMode.SelfClosing;
        return element;
    }

    public static TagBuilder Hidden(string text) => Element("span", "govuk-visually-hidden", text);

    /// <summary>Joins class names or ids, leaving out what isn't there; null if nothing is.</summary>
    public static string? Join(params ReadOnlySpan<string?> names)
    {
        var present = new List<string>();
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(name))
                present.Add(name);
        }

        return present.Count == 0 ? null : string.Join(' ', present);
    }

    /// <summary>Hands on what the page wrote on the tag and no property took: data-key, maxlength, autofocus.</summary>
    public static TagBuilder WithRest(this TagBuilder element, TagHelperAttributeList rest)
    {
        foreach (var attribute in rest)
        {
            var value = attribute.ValueStyle == HtmlAttributeValueStyle.Minimized ? "" : attribute.Value?.ToString();
            if (value is null)
                continue;
            if (attribute.Name == "class")
                element.AddCssClass(value);
            else
                element.Attributes[attribute.Name] = value;
        }

        return element;
    }

    /// <summary>Puts the element in the tag's place.</summary>
    public static void Become(this TagHelperOutput output, IHtmlContent element)
    {
        output.TagName = null;
        output.Attributes.Clear();
        output.Content.SetHtmlContent(element);
    }
}
