using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>The addresses of the people's pages.</summary>
public static class PeopleLinks
{
    public const string People = "/casework/people";
    public const string Duplicates = "/casework/people/duplicates";
    public const string Import = "/casework/people/import";
    public const string Register = "/casework/people/register";
    public const string Places = "/casework/people/places";

    public static string List(string? query = null, int page = 1)
    {
        var parts = new List<string>();
        if (!string.IsNullOrWhiteSpace(query)) parts.Add($"q={Uri.EscapeDataString(query)}");
        if (page > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        return parts.Count == 0 ? People : $"{People}?{string.Join('&', parts)}";
    }

    public static string Show(Id<Person> id) => $"{People}/{id}";

    public static string Edit(Id<Person> id) => $"{People}/{id}/edit";

    public static string Act(Id<Person> id, string act) => $"{People}/{id}/act?handler={act}";

    /// <summary>Where it is said whose a message is.</summary>
    public static string Writer(Id<Message> id, string act) => $"{People}/of-message/{id}?handler={act}";

    public static string Compare(Id<Person> one, Id<Person> other) => $"{Duplicates}/{one}/{other}";
}
