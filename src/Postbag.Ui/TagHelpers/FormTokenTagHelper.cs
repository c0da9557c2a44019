using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>
/// Puts a form's token before its fields. ASP.NET Core puts it last, and browsers show a button as soon as they have
/// read it: on a slow line or a long page, who pressed it at once sent a form without its token and was told that the
/// page had been open too long.
/// </summary>
[HtmlTargetElement("form")]
public sealed class FormTokenTagHelper : TagHelper
{
    /// <summary>After the framework's own helper for forms, which is the first of all (-1000).</summary>
    public override int Order => 0;

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.PostContent.MoveTo(output.PreContent);
}
