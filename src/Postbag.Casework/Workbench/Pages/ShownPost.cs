using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench.Labels;
using Postbag.Casework.Workbench.Views;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>What the workbench adds to a letter's page: where it lies and why, what can be done, who else has it
/// open.</summary>
/// <param name="Item">Null if the letter isn't sorted yet.</param>
/// <param name="List">The list it was chosen from; null if one came another way.</param>
/// <param name="Needs">What rules found in it, the gravest first.</param>
/// <param name="Others">The names of the colleagues who have it open.</param>
/// <param name="Labels">What it is about, as decided or suggested; empty for what isn't a letter of its own.</param>
/// <param name="OwnerName">Whose it is; null while it is everybody's.</param>
public sealed record ShownPost(
    Message Message, PostItem? Item, PostList? List, IReadOnlyList<FoundNeed> Needs, IReadOnlyList<ShownLabel> Labels,
    IReadOnlyList<string> Others, string? OwnerName,
    bool MayWork, IReadOnlyList<(Id<StaffMember> Id, string Name)> Staff)
{
    public static async Task<ShownPost> LoadAsync(
        PostQueries queries, KeptViews views, PostCompany company, OfficeLabels labels, CurrentPerson person,
        Message message, PostFilter? filter, long? before, string text, CancellationToken cancellationToken)
    {
        var item = await queries.FindAsync(message.Number, cancellationToken);
        var needs = item is null ? [] : await queries.NeedsAsync(message.Number, cancellationToken);
        var others = await company.OpenAsync(
            message.Number, person.Id, item is { IsHard: true } || needs.Count > 0,
            message.IsUnread && person.May(Permission.MarkPost), cancellationToken);
        var list = filter is null ? null
            : await PostList.LoadAsync(queries, views, person, filter, before, message.Id, cancellationToken);
        var colleagues = list?.Staff ?? await queries.ColleaguesAsync(cancellationToken);
        return new ShownPost(
            message, item, list, needs,
            item is null or { Campaign: not null }
                ? [] : await labels.OfAsync(message.Number, text, cancellationToken), others,
            item?.Owner is { } owner
                ? colleagues.FirstOrDefault(one => one.Id == owner).Name ?? "somebody who has left" : null,
            person.May(Permission.MarkPost), colleagues);
    }
}
