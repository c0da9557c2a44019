using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Elsewhere;
using Postbag.Casework.Inbox.Html;
using Postbag.Casework.People;
using Postbag.Casework.Workbench;
using Postbag.Casework.Workbench.Labels;
using Postbag.Casework.Workbench.Pages;
using Postbag.Casework.Workbench.Views;
using Postbag.Grouping;
using Postbag.Mime;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;
using Postbag.Ui;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>One message beside the list: its text, its pictures behind a veil, its attachments, what is odd about
/// it.</summary>
[Needs(Permission.ReadPost)]
public sealed class ShowModel(
    CaseworkDb db, InboxQueries queries, CampaignQueries campaigns, PeopleQueries people, ElsewhereAnswers answers,
    PostQueries post,
    KeptViews views, PostCompany company, OfficeLabels labels, CurrentPerson person, PageFrame frame,
    TimeProvider clock) : PageModel
{
    /// <summary>The inbox's list beside it; null where the workbench's is shown.</summary>
    public InboxList? List { get; private set; }

    public Message Message { get; private set; } = null!;

    /// <summary>Null for a message nothing could be made of.</summary>
    public MimeMessage? Mime { get; private set; }

    /// <summary>What a message nothing could be made of holds, as text.</summary>
    public string Source { get; private set; } = "";

    public ShownThread Thread { get; private set; } = null!;

    /// <summary>How it stands on the workbench.</summary>
    public ShownPost Post { get; private set; } = null!;

    public MessageRow? Newer { get; private set; }

    public MessageRow? Older { get; private set; }

    /// <summary>Whether it is shown as HTML rather than as text.</summary>
    public bool IsHtml { get; private set; }

    /// <summary>"own" or "all" once somebody has asked for pictures; else null.</summary>
    public string? PicturesAsked { get; private set; }

    public int OwnPictures { get; private set; }

    public int RemotePictures { get; private set; }

    public bool IsCut { get; private set; }

    public IReadOnlyList<string> Oddities { get; private set; } = [];

    /// <summary>How it stands among the campaigns; null if it hasn't been looked at or is no letter.</summary>
    public (CampaignLetter Letter, Campaign? Campaign)? Standing { get; private set; }

    /// <summary>What is known of its writer; null if it hasn't been looked at, or no person wrote it.</summary>
    public KnownWriter? Writer { get; private set; }

    /// <summary>The drafted answer, if they are somebody else's constituent; null if there is none.</summary>
    public ElsewhereAnswer? Elsewhere { get; private set; }

    public bool MayWorkPeople => person.May(Permission.WorkPeople);

    /// <summary>Whether the campaign's words are shown as plainly as the writer's.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The spans that are lit and greyed in the text.</summary>
    public (IReadOnlyList<Span> Own, IReadOnlyList<Span> Template) Lit =>
        IsWhole ? ([], []) : OwnWords.Read(Standing?.Letter.OwnSpans);

    public bool MayMark => person.May(Permission.MarkPost);

    public bool MayDownload => person.May(Permission.DownloadAttachment);

    public string SenderShown => Message.SenderName.Length > 0 ? Message.SenderName
        : Message.SenderAddress.Length > 0 ? Message.SenderAddress : "No sender";

    /// <summary>The writer's language if the header names one.</summary>
    public string? Language => MessageLanguage.Of(Mime);

    public async Task<IActionResult> OnGetAsync(
        Id<Message> id, bool unread, long? before, long? after, string? view, string? pictures, bool whole,
        string? list, string? pile, int? campaign, string? label,
        CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } message) return NotFound();
        Message = message;
        var filter = PostFilter.Read(list, pile, campaign, label);
        if (filter is not null) frame.StandAt(PostLinks.Bench);
        Standing = await campaigns.OfMessageAsync(message.Number, cancellationToken);
        if (person.May(Permission.SeePeople)) Writer = await people.OfMessageAsync(message.Number, cancellationToken);
        if (MayWorkPeople) Elsewhere = await answers.FindAsync(message.Number, cancellationToken);
        IsWhole = whole;
        var stored = await StoredMessage.LoadAsync(db.Engine, message.Number, cancellationToken);
        Post = await ShownPost.LoadAsync(
            post, views, company, labels, person, message, filter, before,
            message.State == MessageState.Unreadable ? "" : stored.Message.Letter.OwnWords, cancellationToken);
        if (filter is null) await LoadListAsync(unread, before, after, cancellationToken);
        if (message.State == MessageState.Unreadable) Source = SourceText.Of(stored.Bytes.Span);
        else ShowText(stored.Message, view, pictures);
        Thread = await ShownThread.OfAsync(db, message, MayMark, cancellationToken);
        Oddities = await DefectWords.ForAsync(db.Engine, message.Number, cancellationToken);
        return Page();
    }

    public string Here(string? view = null, string? pictures = null, bool whole = false)
    {
        var href = Post.List is { } list ? PostLinks.Show(Message.Id, list.Filter, list.Before)
            : MessageLinks.Show(Message.Id, List!.UnreadOnly, List.Before, List.After);
        var parts = new[] { view is null
            ? null : $"view={view}", pictures is null ? null : $"pictures={pictures}", whole ? "whole=true" : null }
            .Where(part => part is not null).ToList();
        return parts.Count == 0 ? href : $"{href}{(href.Contains('?') ? '&' : '?')}{string.Join('&', parts)}";
    }

    private async Task LoadListAsync(bool unread, long? before, long? after, CancellationToken cancellationToken)
    {
        var page = await queries.PageAsync(unread, before, after, cancellationToken);
        // Whoever comes by a link from elsewhere sees the letter among those that came with it.
        if (before is null && after is null && !unread && page.Rows.All(row => row.Id != Message.Id))
        {
            before = Message.Place!.Value + 1;
            page = await queries.PageAsync(unread, before, null, cancellationToken);
        }

        List = new InboxList(
            page, await queries.TallyAsync(cancellationToken), clock.GetUtcNow(), unread, before, after, Message.Id);
        (Newer, Older) = await queries.NeighboursAsync(unread, Message.Place!.Value, cancellationToken);
    }

    private void ShowText(MimeMessage mime, string? view, string? pictures)
    {
        Mime = mime;
        IsHtml = mime.Html is not null
            && (view == "html" || (view != "text" && string.IsNullOrWhiteSpace(mime.PlainText)));
        PicturesAsked = pictures is "own" or "all" ? pictures : null;
        if (!IsHtml) return;
        var safe = SafeHtml.Of(mime.Html!, Pictures.Blurred, MessagePictures.In(mime));
        (OwnPictures, RemotePictures, IsCut) = (safe.OwnPictures, safe.RemotePictures, safe.IsCut);
    }
}
