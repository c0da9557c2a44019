using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>
/// Finds letters inside a campaign that are another campaign: they share the boilerplate and ask for something else.
/// </summary>
internal sealed partial class Siblings(Desk desk)
{
    /// <summary>The others have to have what the sibling lacks; else it is text that the first writer alone
    /// had.</summary>
    private const double OthersHave = 0.34;

    /// <summary>More words than this in place of others are a sentence of one's own, not another word for the
    /// same.</summary>
    private const int LongRewording = 6;

    /// <summary>A sentence that the first writer put otherwise than everybody else.</summary>
    private const int LongestMended = 30;

    /// <summary>Who make the same change where a third do: fewer may all be wrong.</summary>
    private const int Several = 4;

    /// <summary>More on either side is a sentence put otherwise.</summary>
    private const int WordsOfASlip = 3;

    private readonly AskSentence ask = new(desk.Vocabulary);
    private readonly PolarityGuard polarity = new(desk.Options, desk.Vocabulary, desk.Choices);

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
            var isMixed = at.Values.Max() * 2 <= all;
            if (at.Count >= 3 && isMixed && all * 3 >= views.Count)
            {
                cluster.Slots.Add(place);
            }
            else if (!isMixed && all * 2 >= views.Count)
            {
                // What looked like one when there were few letters: most write the same there.
                cluster.Slots.Remove(place);
            }
        }
    }

    /// <summary>
    /// A change that most letters make at one place, or a third of them if it takes a stand, where the template has the
    /// first writer's words alone: a slip, a sentence put otherwise. Null if there is none.
    /// </summary>
    public (MemberView View, Edit Edit, int Count)? MostlyChanged(Cluster cluster, List<MemberView> views)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var view in views)
        {
            foreach (var edit in view.Edits)
            {
                if (edit.Moved || edit.Inserted is 0 or > LongestMended || edit.Removed > LongestMended
                    || cluster.IsSlot(edit.TemplateFrom, edit.TemplateEnd))
                {
                    continue;
                }

                var count = counts[view.HashOf(edit)] = counts.GetValueOrDefault(view.HashOf(edit)) + 1;
                var isMost = count >= 2 && count * 2 > cluster.Letters;
                if ((isMost && IsFews(cluster.Template, edit, count))
                    || (count >= Several && count * 3 > cluster.Letters && IsNobodysSlip(cluster.Template, edit)
                        && polarity.TakesAStand(view.Ids, edit.From, edit.End)))
                {
                    return (view, edit, count);
                }
            }
        }

        return null;
    }

    /// <summary>Where others are divided, "for" and "against", the first writer's slip between them is
    /// neither.</summary>
    private static bool IsNobodysSlip(Template template, in Edit edit) =>
        edit.Removed is > 0 and <= WordsOfASlip && edit.Inserted <= WordsOfASlip
        && template.CountLive(edit.TemplateFrom, edit.TemplateEnd) == 0;

    /// <summary>Nobody but the first writer, a tenth of the letters, or two people against many, has any of the
    /// words.</summary>
    private static bool IsFews(Template template, in Edit edit, int count)
    {
        var few = Math.Max(count >= 6 ? 2 : 1, template.Aligned / 10);
        for (var t = edit.TemplateFrom; t < edit.TemplateEnd; t++)
        {
            if (template.Support[t] > few)
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
        var reworded = new HashSet<ulong>();
        foreach (var view in views)
        {
            foreach (var edit in view.Edits)
            {
                if (edit.Moved || edit.Inserted + edit.Removed == 0 || edit.Inserted > 40 || edit.Removed > 40
                    || cluster.IsSlot(edit.TemplateFrom, edit.TemplateEnd)
                    || !IsSubstantial(cluster, view, edit, out var byItself))
                {
                    continue;
                }

                var hash = view.HashOf(edit);
                if (!groups.TryGetValue(hash, out var group))
                {
                    groups[hash] = group = [];
                }

                group.Add(view);
                if (!byItself)
                {
                    reworded.Add(hash);
                }
            }
        }

        List<MemberView>? best = null;
        foreach (var (change, group) in groups)
        {
            if (group.Count >= 3 && (best is null || group.Count > best.Count) && People(group) >= 3
                && (!reworded.Contains(change) || ChangeNothingElse(cluster, group)))
            {
                best = group;
            }
        }

        return best?.ConvertAll(view => view.Letter);
    }

    /// <summary>
    /// Whether letters that put the same other words into an ask change nothing else, a third of them at least. Whoever
    /// puts a letter into words of their own does so in more places than one, and the same few synonyms come to many;
    /// a campaign that asks for something else was sent as it is by some.
    /// </summary>
    private static bool ChangeNothingElse(Cluster cluster, List<MemberView> group)
    {
        var changes = new Dictionary<ulong, int>();
        foreach (var hash in group.SelectMany(Rewordings))
        {
            changes[hash] = changes.GetValueOrDefault(hash) + 1;
        }

        return group.Count(view => Rewordings(view).All(hash => changes[hash] * 2 > group.Count)) * 3 >= group.Count;

        IEnumerable<ulong> Rewordings(MemberView view) => view.Edits
            .Where(edit => !edit.Moved && edit.Inserted is > 0 and <= LongRewording
                && edit.Removed is > 0 and <= LongRewording
                && !cluster.IsSlot(edit.TemplateFrom, edit.TemplateEnd) && cluster.Template.IsLive(edit.TemplateFrom))
            .Select(edit => view.HashOf(edit)).Distinct();
    }

    /// <summary>A turned ask, another number, or several words changed: less is a synonym.</summary>
    /// <param name="cluster">Whose letter it is.</param>
    /// <param name="view">The letter.</param>
    /// <param name="edit">The change.</param>
    /// <param name="byItself">The words say by themselves that it is another ask, whatever else the letter
    /// changes.</param>
    private bool IsSubstantial(Cluster cluster, MemberView view, in Edit edit, out bool byItself)
    {
        byItself = false;
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
            return byItself = true;
        }

        var changesNumber = false;
        for (var i = edit.From; i < edit.End; i++)
        {
            changesNumber |= (desk.Vocabulary.ClassOf(view.Ids[i]) & WordClass.Number) != WordClass.None;
        }

        byItself = changesNumber;
        return removed > 0
            && (changesNumber || ask.IsChanged(view.Ids, edit, template, removed)
                || polarity.PutsUnknownStand(tokens, template, edit, eitherWay: true));
    }

    /// <summary>Whether a stretch of own words stands where the template asks for something, even if the first writer
    /// alone has asked for it so far: taken in, it would hide that there are two asks.</summary>
    public bool PutsOtherAsk(Cluster cluster, MemberView view, int from, int end) => view.Edits.Exists(edit =>
        edit.From <= from && end <= edit.End
            && ask.IsChanged(view.Ids, edit with { From = from, End = end }, cluster.Template, edit.Removed));

    private LetterTokens scratch = new();

    private LetterTokens Scratch(MemberView view)
    {
        scratch.Ids = view.Ids;
        scratch.Count = view.Ids.Length;
        scratch.PostscriptAt = view.Body;
        return scratch;
    }

    public static int People(List<MemberView> views) => views.Select(view => view.Sender).Distinct().Count();
}
