namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Messages over which the connection broke, and those that won't be fetched in this run. One message that
/// makes the server fall over must not keep the others from coming: after a break those that were under way are asked
/// for one by one, and the one that breaks it three times is left for the next run, and named.</summary>
internal sealed class Suspects
{
    private const int Chances = 3;

    /// <summary>Servers hand messages over in the order of their numbers, so the one at fault is among the first that
    /// hadn't come. Should it not be, the next break brings it nearer.</summary>
    private const int Near = 10;

    private readonly HashSet<string> careful = [];
    private readonly Dictionary<string, int> breaks = [];
    private readonly Dictionary<string, string> given = [];

    /// <summary>Why each message that was given up was, by its key.</summary>
    public IReadOnlyDictionary<string, string> GivenUp => given;

    /// <summary>Whether it is to be fetched alone.</summary>
    public bool IsSuspect(string key) => careful.Contains(key);

    public bool IsGivenUp(string key) => given.ContainsKey(key);

    public void GiveUp(string key, string why) => given[key] = why;

    /// <summary>The connection broke while these were wanted and hadn't come.</summary>
    /// <param name="keys">In the order of their numbers.</param>
    public void Broke(IReadOnlyList<string> keys)
    {
        careful.UnionWith(keys.Take(Near));
        if (keys is not [var only]) return;
        breaks[only] = breaks.GetValueOrDefault(only) + 1;
        if (breaks[only] >= Chances) GiveUp(only, "the connection breaks each time the mail server is asked for it");
    }
}
