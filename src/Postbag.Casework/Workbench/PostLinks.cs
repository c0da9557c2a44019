using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Storage;

namespace Postbag.Casework.Workbench;

/// <summary>The addresses of the workbench.</summary>
public static class PostLinks
{
    public const string Bench = "/casework/post";
    public const string Act = "/casework/post/act";
    public const string Numbers = "/casework/post/numbers";
    public const string Note = "/casework/post/note";
    public const string News = "/casework/post/news";
    public const string Company = "/casework/post/company";
    public const string Label = "/casework/post/label";
    public const string Views = "/casework/post/views";
    public const string Needs = "/casework/post/needs";
    public const string Help = "/casework/post/safeguarding";

    public static string List(PostFilter filter, long? before = null) => Bench + filter.Query(before);

    /// <summary>Where the page of a letter hears who else has it open, and what they do.</summary>
    /// <param name="seen">The last act on it that the page knows of; 0 for none.</param>
    public static string CompanyOf(Id<Message> id, long seen) =>
        string.Create(CultureInfo.InvariantCulture, $"{Company}?letter={id}&seen={seen}");

    public static string Show(Id<Message> id, PostFilter filter, long? before = null) =>
        $"{MessageLinks.Inbox}/{id}{filter.Query(before)}";
}
