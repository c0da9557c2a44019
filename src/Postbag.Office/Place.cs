using Postbag.Office.Security;

namespace Postbag.Office;

/// <summary>A place in the navigation, shown to those who may go there.</summary>
/// <param name="Icon">A name that <c>pb-icon</c> knows.</param>
/// <param name="Key">The keyboard shortcut, such as "g i".</param>
public sealed record Place(string Text, string Href, string Icon, string Key, Permission Needs);
