using Microsoft.Extensions.Logging;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>Which office a recipient's message is for. The only office of a process takes whatever it is sent; of several,
/// each takes what is sent to its host names, and nobody gets an office by default.</summary>
public sealed class Letterboxes : IAsyncDisposable
{
    private readonly OfficeRegistry offices;
    private readonly Dictionary<OpenOffice, DeliveryIntake> intakes;

    public Letterboxes(OfficeRegistry offices, Arrivals arrivals, TimeProvider clock, ILogger<Letterboxes> log)
    {
        this.offices = offices;
        intakes = offices.Offices.ToDictionary(
            office => office, office => new DeliveryIntake(office, arrivals, clock, log));
    }

    /// <summary>Null if nobody here takes it.</summary>
    internal DeliveryIntake? Find(LmtpPath recipient)
    {
        var office = offices.Offices is [var only] ? only : offices.Find(recipient.Domain);
        return office is null ? null : intakes[office];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var intake in intakes.Values) await intake.DisposeAsync();
    }
}
