using Postbag.Grouping.Campaigns;

namespace Postbag.Grouping;

/// <content>What people correct. Corrections override everything and are remembered.</content>
public sealed partial class LetterGrouper
{
    /// <summary>Two campaigns are the same: the smaller becomes part of the larger at once.</summary>
    /// <returns>The campaign that stands.</returns>
    public int PinSame(int campaign, int other)
    {
        var (a, b) = (Standing(campaign), Standing(other));
        if (a == b)
        {
            return a.Id;
        }

        desk.Pins.LetMeet(a.Id, b.Id);
        var (small, large) = a.Letters < b.Letters ? (a, b) : (b, a);
        new Folding(desk).Fold(small, large);
        return large.Id;
    }

    /// <summary>Two campaigns are never the same, whatever they share.</summary>
    public void PinApart(int campaign, int other) => desk.Pins.KeepApart(Standing(campaign).Id, Standing(other).Id);

    /// <summary>Takes back <see cref="PinApart"/>.</summary>
    public void Unpin(int campaign, int other) => desk.Pins.LetMeet(Standing(campaign).Id, Standing(other).Id);

    /// <summary>A letter is of this campaign, whatever it says; null takes it out of every campaign. Nothing moves it
    /// afterwards but another call, or <see cref="UnpinLetter"/>.</summary>
    public void PinLetter(int letter, int? campaign)
    {
        CheckLetter(letter);
        ref var entry = ref desk.Ledger[letter];
        var from = desk.Clusters.Resolve(entry.Cluster);
        LeaveCluster(letter, from);
        entry.Pinned = 1;
        entry.State = campaign is null ? LetterState.Alone : LetterState.Member;
        if (campaign is { } id)
        {
            var cluster = Standing(id);
            entry.Cluster = cluster.Id;
            if (entry.Tokens != 0)
            {
                cluster.Edited.Add(letter);
            }
            else
            {
                cluster.CountCopy(entry.Sender);
            }

            desk.Filing.NameByPeople(cluster);
        }
        else if (from is not null)
        {
            desk.Pins.KeepOut(letter, from.Id);
        }

        if (from is not null)
        {
            desk.Filing.NameByPeople(from);
        }
    }

    /// <summary>Lets the letter be judged again like any other, at the next <see cref="SettleAll"/>.</summary>
    public void UnpinLetter(int letter)
    {
        CheckLetter(letter);
        ref var entry = ref desk.Ledger[letter];
        entry.Pinned = 0;
        desk.Pins.LetIn(letter);
    }

    /// <summary>Makes a campaign of its own of letters that were in another one: a split by hand.</summary>
    /// <param name="letters">The letters. Later ones join the new campaign only by words that the old one
    /// hasn't.</param>
    /// <param name="textOf">The text of a plain copy, which isn't kept; null leaves plain copies where they
    /// are.</param>
    /// <returns>The new campaign; null if none of the letters could be taken.</returns>
    public int? SplitOff(IReadOnlyList<int> letters, Func<int, string?>? textOf = null)
    {
        ArgumentNullException.ThrowIfNull(letters);
        var taken = new List<int>();
        Cluster? from = null;
        foreach (var letter in letters)
        {
            CheckLetter(letter);
            if (desk.Ledger[letter].Tokens == 0 && !ReadAgain(letter, textOf))
            {
                continue;
            }

            from ??= desk.Clusters.Resolve(desk.Ledger[letter].Cluster);
            LeaveCluster(letter, desk.Clusters.Resolve(desk.Ledger[letter].Cluster));
            desk.Ledger[letter].Pinned = 1;
            taken.Add(letter);
        }

        if (taken.Count == 0)
        {
            return null;
        }

        var cluster = desk.Filing.FoundFrom(taken, from?.Family ?? -1);
        cluster.IsNamed = cluster.IsByHand = true;
        if (from is not null)
        {
            desk.Pins.KeepApart(from.Id, cluster.Id);
        }

        desk.Events.Add(new GroupingEvent(GroupingEventKind.Split, from?.Id, cluster.Id, taken));
        return cluster.Id;
    }

    /// <summary>Makes an edited letter of a plain copy: its words are kept from now on.</summary>
    private bool ReadAgain(int letter, Func<int, string?>? textOf)
    {
        ref var entry = ref desk.Ledger[letter];
        if (desk.Clusters.Resolve(entry.Cluster) is not { Copies: > 0 } cluster
            || textOf?.Invoke(letter) is not { } text)
        {
            return false;
        }

        desk.Reader.Read(text, tokens);
        entry.Tokens = desk.Store.Add(tokens);
        desk.Filing.KeepCopy(letter, tokens, cluster);
        return true;
    }

    private void LeaveCluster(int letter, Cluster? from)
    {
        ref var entry = ref desk.Ledger[letter];
        if (from is not null && entry.Tokens != 0)
        {
            desk.Store.Read(entry.Tokens, tokens);
            desk.Filing.TakeOut(letter, tokens);
        }
        else if (from is not null)
        {
            from.Copies--;
        }

        entry.Cluster = -1;
    }

    private Cluster Standing(int campaign)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            (uint)campaign, (uint)desk.Clusters.Count, nameof(campaign));
        return desk.Clusters.Resolve(campaign)
            ?? throw new ArgumentException("This campaign stands no more.", nameof(campaign));
    }
}
