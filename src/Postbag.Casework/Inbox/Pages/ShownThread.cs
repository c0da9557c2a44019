using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox.Threads;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>A letter's conversation as its page shows it.</summary>
/// <param name="Message">The letter.</param>
/// <param name="View">Its conversation.</param>
/// <param name="Names">The names of those who changed it.</param>
/// <param name="MayChange">Whether whoever looks may change it.</param>
public sealed record ShownThread(
    Message Message, ThreadView View, IReadOnlyDictionary<Guid, string> Names, bool MayChange)
{
    public static async Task<ShownThread> OfAsync(
        CaseworkDb db, Message message, bool mayChange, CancellationToken cancellationToken)
    {
        var view = await new ThreadQueries(db.Engine).ShowAsync(message, cancellationToken);
        var ids = view.History.Select(change => change.By).OfType<Guid>().Distinct().ToList();
        var names = ids.Count == 0
            ? []
            : await db.Staff.AsNoTracking().Where(member => ids.Contains(member.Id))
                .ToDictionaryAsync(member => member.Id, member => member.Name, cancellationToken);
        return new ShownThread(message, view, names, mayChange);
    }

    /// <summary>The letter of a suggestion that isn't the one that is open.</summary>
    public ThreadLetter LinkedBy(ThreadSuggestion suggestion) =>
        suggestion.Message.Id == Message.Id || View.Letters.All(letter => letter.Id != suggestion.Other.Id)
            ? suggestion.Other : suggestion.Message;

    public string TitleOf(ThreadSuggestion suggestion) => suggestion.Reason switch
    {
        SuggestionReason.ChangedSubject => "Is this about something else?",
        _ when suggestion.Message.Id == Message.Id => "Does this letter belong to another conversation?",
        _ => "Does another letter belong to this conversation?",
    };

    public string ReasonOf(ThreadSuggestion suggestion) => suggestion.Reason switch
    {
        SuggestionReason.ChangedSubject => "It has another subject than the letter it answers:",
        SuggestionReason.SameMatter => "The same person wrote under the same subject:",
        _ when suggestion.Message.Id == Message.Id =>
            "It refers to a conversation that its sender had no part in, so it wasn’t put there by itself:",
        _ => "A letter refers to this conversation, but its sender had no part in it:",
    };

    public static string Say(ThreadEvent change) => (change.Kind, change.Undid) switch
    {
        (ThreadActKind.Joined, _) => "Joined two conversations",
        (ThreadActKind.Split, _) => "Split the conversation",
        (ThreadActKind.KeptApart, _) => "Dismissed a suggestion",
        (_, ThreadActKind.Joined) => "Undid a joining",
        (_, ThreadActKind.Split) => "Undid a split",
        _ => "Took a dismissal back",
    };

    public string NameOf(Guid? id) =>
        id is { } known && Names.TryGetValue(known, out var name) ? name : "Nobody of the staff";
}
