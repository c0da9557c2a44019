namespace Postbag.Office;

/// <summary>The offices this process serves, found by host name.</summary>
public sealed class OfficeRegistry(IReadOnlyList<OpenOffice> offices) : IAsyncDisposable
{
    public IReadOnlyList<OpenOffice> Offices => offices;

    /// <summary>The office a request is for; null if none goes by that host name.</summary>
    /// <remarks>A single office without host names answers to every name, so that a laptop needs no settings. As soon
    /// as there are several, each needs names of its own: nobody gets an office by default.</remarks>
    public OpenOffice? Find(string hostName)
    {
        foreach (var office in offices)
            if (office.HostNames.Contains(hostName, StringComparer.OrdinalIgnoreCase))
                return office;
        return offices is [{ HostNames.Count: 0 } only] ? only : null;
    }

    /// <summary>Which office nobody could reach, and what to do about it; null if each can be reached.</summary>
    public string? WhyNotReachable()
    {
        if (offices.Count < 2) return null;
        if (offices.FirstOrDefault(office => office.HostNames.Count == 0) is { } nameless)
        {
            return $"The office {nameless.Location.Name} has no host name, and several are served here. "
                + "Give it one: postbag office set --office NAME --host HOST.";
        }

        if (SharedBy(office => office.HostNames) is { } host)
            return $"Two offices go by the host name {host}. Each needs its own: see postbag office set.";
        return SharedBy(office => office.MailFor.Entries) is { } mail
            ? $"Two offices take mail for {mail}. Only one can: see postbag office set."
            : null;
    }

    private string? SharedBy(Func<OpenOffice, IEnumerable<string>> names) =>
        offices.SelectMany(names).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(name => name.Count() > 1)?.Key;

    public async ValueTask DisposeAsync()
    {
        foreach (var office in offices) await office.DisposeAsync();
    }
}

/// <summary>The office of the current request or job; scoped.</summary>
public sealed class CurrentOffice
{
    private OpenOffice? office;

    /// <summary>False where a host name is nobody's.</summary>
    public bool IsChosen => office is not null;

    public OpenOffice Office
    {
        get => office ?? throw new InvalidOperationException("No office was chosen for this scope.");
        set => office = value;
    }
}
