using Microsoft.AspNetCore.Http;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Ui;

namespace Postbag.Office;

/// <summary>Fills in what the layout shows around every page: the office, the side, the person, where they may
/// go.</summary>
public sealed class OfficeFrame(PageFrame frame, Side side, CurrentOffice office, CurrentPerson person)
{
    private static readonly IReadOnlyList<Place> OfficePlaces =
    [
        new("Jobs", "/jobs", "jobs", "g j", Permission.SeeJobs),
        new("Staff", "/staff", "people", "g s", Permission.ManageStaff),
        new("Audit", "/audit", "audit", "g a", Permission.ReadAudit),
        new("Office", "/office", "office", "g o", Permission.ManageOffice),
    ];

    private static readonly IReadOnlyList<FrameLink> PersonalLinks =
        [new("Signing in and security", "/security"), new("Where you are signed in", "/security/sessions")];

    /// <summary>Where someone may go, best first: the side's places, then the office's.</summary>
    public IEnumerable<Place> Places => side.Places.Concat(OfficePlaces).Where(place => person.May(place.Needs));

    public void Fill(HttpContext context)
    {
        frame.Side = side.Key == "party" ? Ui.Side.Party : Ui.Side.Casework;
        frame.OfficeName = office.Office.Name;
        if (!person.IsSignedIn) return;
        frame.Person = new FramePerson(person.Name, person.Role.Title(), PersonalLinks);
        if (person.MustSetUpSecondFactor) return;
        frame.Navigation =
        [
            .. Places.Select(place => new NavigationItem(
                place.Text, place.Href, place.Icon, IsCurrent: context.Request.Path.StartsWithSegments(place.Href),
                Key: place.Key)),
        ];
        if (side.SearchHref is { } search && person.May(Permission.SearchPost)) frame.SearchHref = search;
    }
}
