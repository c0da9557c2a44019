using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench.Views;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>A list of the workbench, as its own page and each letter's page show it.</summary>
/// <param name="Current">The letter that is open; null for none.</param>
/// <param name="Staff">Whom letters can be handed to.</param>
/// <param name="Views">The lists that are kept under a name, the office's and the reader's own.</param>
public sealed record PostList(
    PostFilter Filter, IReadOnlyList<PostRow> Rows, bool More, long Total, long? Before, Id<Message>? Current,
    bool MayWork, IReadOnlyList<(Id<StaffMember> Id, string Name)> Staff, IReadOnlyList<KeptView> Views)
{
    public string? MoreHref => More ? PostLinks.List(Filter, Rows[^1].Place) : null;

    public string? FirstHref => Before is null ? null : PostLinks.List(Filter);

    public string HrefOf(PostRow row) => PostLinks.Show(row.Id, Filter, Before);

    public static async Task<PostList> LoadAsync(
        PostQueries queries, KeptViews views, CurrentPerson person, PostFilter filter, long? before,
        Id<Message>? current, CancellationToken cancellationToken)
    {
        var (rows, more) = await queries.PageAsync(filter, person.Id, before, cancellationToken);
        var mayWork = person.May(Permission.MarkPost);
        return new PostList(
            filter, rows, more, await queries.CountAsync(filter, person.Id, cancellationToken), before, current,
            mayWork,
            mayWork ? await queries.ColleaguesAsync(cancellationToken)
                : [], await views.ListAsync(person.Id, cancellationToken));
    }
}
