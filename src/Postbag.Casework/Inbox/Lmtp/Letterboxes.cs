using Microsoft.Extensions.Logging;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>Which office a recipient's message is for. An office that says for which domains and addresses it takes
/// mail takes that and no other. One that doesn't say takes, if it is the only one of the process, whatever it is sent;
/// of several, each takes what is sent to its host names. Nobody gets an office by default.</summary>
public sealed class Letterboxes : IAsyncDisposable
{
    /// <summary>The one recipient that may come without a domain, and must be taken (RFC 5321 §4.5.1).</summary>
    private const string Postmaster = "postmaster";

    private readonly OfficeRegistry offices;
    private readonly Dictionary<OpenOffice, DeliveryIntake> intakes;
    private readonly Dictionary<string, OpenOffice> named;

    public Letterboxes(OfficeRegistry offices, Arrivals arrivals, TimeProvider clock, ILogger<Letterboxes> log)
    {
        this.offices = offices;
        intakes = offices.Offices.ToDictionary(
            office => office, office => new DeliveryIntake(office, arrivals, clock, log));
        named = offices.Offices.SelectMany(office => office.MailFor.Entries, (office, entry) => (office, entry))
            .ToDictionary(pair => pair.entry, pair => pair.office, StringComparer.Ordinal);
    }

    /// <summary>Null if nobody here takes it.</summary>
    internal DeliveryIntake? Find(LmtpPath recipient)
    {
        var office = FindNamed(recipient) ?? FindUnnamed(recipient);
        return office is null ? null : intakes[office];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var intake in intakes.Values) await intake.DisposeAsync();
    }

    /// <summary>Whoever has said that they take it: an address goes before its domain.</summary>
    private OpenOffice? FindNamed(LmtpPath recipient) =>
        MailFor.EntriesFor(recipient.Address).Select(entry => named.GetValueOrDefault(entry))
            .FirstOrDefault(office => office is not null);

    private OpenOffice? FindUnnamed(LmtpPath recipient)
    {
        if (offices.Offices is [var only])
        {
            return only.MailFor.IsEmpty || recipient.Address.Equals(Postmaster, StringComparison.OrdinalIgnoreCase)
                ? only : null;
        }

        return offices.Find(recipient.Domain) is { MailFor.IsEmpty: true } host ? host : null;
    }
}
