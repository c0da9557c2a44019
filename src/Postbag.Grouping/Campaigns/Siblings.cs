using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>
/// Finds letters inside a campaign that are another campaign: they share the boilerplate and ask for something else.
/// </summary>
internal sealed class Siblings(Desk desk)
{
    /// <summary>How many words of the core all letters of a sibling lack: two sentences can't be added by chance.</summary>
    private const int AbsentWords = 6;

    /// <summary>The others have to have what the sibling lacks; else it is text that the first writer alone had.</summary>
    private const double OthersHave = 0.34;

    private readonly AskSentence ask = new(desk.Vocabulary);
    private readonly PolarityGuard polarity = new(desk.Options, desk.Vocabulary);

    /// <summary>Marks places where everybody writes something else: names and towns never make a sibling.</summary>
    public static void LearnSlots(Cluster cluster, List<MemberView> views)
    {
        var fillers = new Dictionary<int, Dictionary<ulong, int>>();
        foreach (var view in views)
        {
            foreach (var edit in view.Edits)
            {
                if (edit.Inserted is > 0 and <= 6 && edit.Removed <= 8 && !edit.Moved)
                {
                    if (!fillers.TryGetValue(edit.TemplateFrom, out var at))
                    {
                        fillers[edit.TemplateFrom] = at = [];
                    }

                    var hash = view.HashOf(edit);
                    at[hash] = at.GetValueOrDefault(hash) + 1;
                }
            }
        }

        foreach (var (place, at) in fillers)
        {
            var all = at.Values.Sum();
            if (at.Count >= 3 && at.Values.Max() * 2 <= all && all * 3 >= views.Count)
            {
                cluster.Slots.Add(place);
            }
        }
    }

    /// <summary>
    /// A change that most letters make at one place, where the template has the first writer's words alone: a slip, a
    /// sentence put otherwise. Null if there is none.
    /// </summary>
    public static (MemberView View, Edit Edit, int Count)? MostlyChanged(Cluster cluster, List<MemberView> views)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var view in views)
        {
            foreach (var edit in view.Edits)
            {
                if (edit.Moved || edit.Inserted is 0 or > 12 || edit.Removed is 0 or > 12
                    || cluster.IsSlot(edit.TemplateFrom, edit.TemplateEnd) || !IsOneWriters(cluster.Template, edit))
                {
                    continue;
                }

                var count = counts[view.HashOf(edit)] = counts.GetValueOrDefault(view.HashOf(edit)) + 1;
                if (count >= 2 && count * 2 > cluster.Letters)
                {
                    return (view, edit, count);
                }
            }
        }

        return null;
    }

    /// <summary>Nobody but the first writer, or a tenth of the letters, has any of the words.</summary>
    private static bool IsOneWriters(Template template, in Edit edit)
    {
        for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
        {
            if (template.Support[t] > Math.Max(1, template.Aligned / 10))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Letters of three people that make the same change at one place; null if there are none.</summary>
    public List<int>? BySameEdit(Cluster cluster, List<MemberView> views)
    {
        var groups = new SortedDictionary<ulong, List<MemberView>>();
        var edited = new Dictionary<int, int>();
        foreach (var view in views)
        {
            foreach (var edit in view.Edits)
            {
                edited[edit.TemplateFrom] = edited.GetValueOrDefault(edit.TemplateFrom) + 1;
                if (edit.Moved || edit.Inserted is 0 or > 40 || edit.Removed > 40
                    || cluster.IsSlot(edit.TemplateFrom, edit.TemplateEnd) || !IsSubstantial(cluster, view, edit))
                {
                    continue;
                }

                var hash = view.HashOf(edit);
                if (!groups.TryGetValue(hash, out var group))
                {
                    groups[hash] = group = [];
                }

                group.Add(view);
            }
        }

        List<MemberView>? best = null;
        foreach (var group in groups.Values)
        {
            if (group.Count >= 3 && (best is null || group.Count > best.Count) && People(group) >= 3)
            {
                best = group;
            }
        }

        return best?.ConvertAll(view => view.Letter);
    }

    /// <summary>A turned ask, another number, or four words changed: less is a synonym.</summary>
    private bool IsSubstantial(Cluster cluster, MemberView view, in Edit edit)
    {
        var template = cluster.Template;
        var removed = 0;
        var others = int.MaxValue;
        for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
        {
            if (template.IsLive(t))
            {
                removed++;
                others = Math.Min(others, template.Support[t]);
            }
        }

        if (removed > 0 && others < OthersHave * template.Aligned)
        {
            return false;
        }

        var tokens = Scratch(view);
        if (polarity.Turns(tokens, template, edit))
        {
            return true;
        }

        var changesNumber = false;
        for (var i = edit.From; i < edit.End; i++)
        {
            changesNumber |= (desk.Vocabulary.ClassOf(view.Ids[i]) & WordClass.Number) != WordClass.None;
        }

        return removed > 0 && (changesNumber || ask.IsChanged(edit, template, removed));
    }

    private LetterTokens scratch = new();

    private LetterTokens Scratch(MemberView view)
    {
        scratch.Ids = view.Ids;
        scratch.Count = view.Ids.Length;
        scratch.PostscriptAt = view.Body;
        return scratch;
    }

    /// <summary>Letters that share text of their own, and how much of the template all of them lack.</summary>
    public (List<MemberView> Group, HashSet<ulong> Text)? BySameText(List<MemberView> views)
    {
        var senders = new Dictionary<ulong, HashSet<ulong>>();
        foreach (var view in views)
        {
            foreach (var shingle in Residual(view))
            {
                if (!senders.TryGetValue(shingle, out var set))
                {
                    senders[shingle] = set = [];
                }

                set.Add(view.Sender);
            }
        }

        return Group(views, senders, least: 3, words: 8) ?? Group(views, senders, least: 2, words: 20);
    }

    private (List<MemberView> Group, HashSet<ulong> Text)? Group(
        List<MemberView> views, Dictionary<ulong, HashSet<ulong>> senders, int least, int words)
    {
        // Runs of eight words hold four shingles.
        var needed = words - desk.Options.ShingleWords + 1;
        MemberView? seed = null;
        HashSet<ulong> text = [];
        foreach (var view in views)
        {
            var repeated = Residual(view).Where(shingle => senders[shingle].Count >= least).ToHashSet();
            if (repeated.Count >= needed && repeated.Count > text.Count)
            {
                (seed, text) = (view, repeated);
            }
        }

        if (seed is null)
        {
            return null;
        }

        var group = views.Where(view => Residual(view).Count(text.Contains) >= needed).ToList();
        return People(group) >= least ? (group, text) : null;
    }

    /// <summary>Whether letters that share text also lack text that the others have.</summary>
    public bool LackText(Cluster cluster, List<MemberView> group)
    {
        var template = cluster.Template;
        var others = template.Aligned - group.Count;
        if (others < 1)
        {
            return false;
        }

        var absent = 0;
        for (var t = 0; t < template.Count; t++)
        {
            if (!template.IsCore(t, desk.Options.CoreShare) && others > 2)
            {
                continue;
            }

            absent += template.Words[t] != 0 && template.Support[t] >= OthersHave * others
                && group.TrueForAll(view => !view.Covered[t]) ? 1 : 0;
        }

        return absent >= AbsentWords;
    }

    /// <summary>The stretches of a letter's own words that others have too, long enough to be a sentence.</summary>
    public static List<(int From, int End)> RepeatedRuns(MemberView view, HashSet<ulong> text, GroupingOptions options)
    {
        var runs = new List<(int From, int End)>();
        foreach (var (from, end) in view.OwnRuns(options.GrowthWords))
        {
            for (var i = from; i + options.ShingleWords <= end; i++)
            {
                if (!text.Contains(view.Shingles[i]))
                {
                    continue;
                }

                var last = i + options.ShingleWords;
                if (runs.Count > 0 && i <= runs[^1].End)
                {
                    runs[^1] = runs[^1] with { End = last };
                }
                else
                {
                    runs.Add((i, last));
                }
            }
        }

        runs.RemoveAll(run => run.End - run.From < options.GrowthWords);
        return runs;
    }

    public static int People(List<MemberView> views) => views.Select(view => view.Sender).Distinct().Count();

    private IEnumerable<ulong> Residual(MemberView view)
    {
        foreach (var (from, end) in view.OwnRuns(6))
        {
            for (var i = from; i + desk.Options.ShingleWords <= end; i++)
            {
                if (view.Shingles[i] != 0 && !desk.Stock.IsFormula(view.Shingles[i]))
                {
                    yield return view.Shingles[i];
                }
            }
        }
    }
}
