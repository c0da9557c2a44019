using System.Runtime.InteropServices;
using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>Makes one campaign of two that cannot be told apart.</summary>
internal sealed class Folding(Desk desk)
{
    /// <summary>A campaign with the same text inside another one's and a twentieth of its letters is part of
    /// it.</summary>
    private const int FewLetters = 20;

    /// <summary>Siblings share less; what shares so much and turns round is an answer to the other.</summary>
    private const double MostlyTheSame = 0.8;

    /// <summary>A letter with a paragraph more that asks for nothing is a later version of the same.</summary>
    private const double AllOfIt = 0.95;

    /// <summary>A word or two for others are synonyms, in the place of none a slip.</summary>
    private const int SeveralWords = 3;

    /// <summary>The share of the words missing on one side that are missing on the other.</summary>
    private const double SameWords = 0.8;

    /// <summary>The words of one core that the other has not, by the last comparison.</summary>
    private readonly List<int> lacking = [];

    /// <summary>The words of the other's core that found no counterpart.</summary>
    private readonly HashSet<int> unmatched = [];

    private readonly Aligner aligner = new(desk.Options, desk.Vocabulary);
    private readonly Alignment alignment = new();
    private readonly AskSentence ask = new(desk.Vocabulary);
    private readonly PolarityGuard polarity = new(desk.Options, desk.Vocabulary, desk.Choices);
    private readonly LetterTokens text = new();
    private readonly List<Edit> edits = [];

    /// <summary>Folds the cluster with one of its neighbours if they are the same.</summary>
    public void TryFold(Cluster cluster)
    {
        CoreOf(cluster);
        desk.Candidates.FindClusters(text);
        var containers = new List<Cluster>();
        foreach (var (id, _) in desk.Candidates.Found.ToList())
        {
            var neighbour = desk.Clusters[id];
            if (id == cluster.Id || !neighbour.Stands || desk.Pins.AreApart(id, cluster.Id))
            {
                continue;
            }

            var (small, large) = neighbour.Letters < cluster.Letters ? (neighbour, cluster) : (cluster, neighbour);
            NoteContradiction(small, large);
            if (AreOne(small, large))
            {
                Fold(small, large);
                if (!cluster.Stands)
                {
                    return;
                }
            }
            else if (Covered(cluster, neighbour) is { Share: >= 0.95, HasGap: false, Turns: false })
            {
                containers.Add(neighbour);
            }
        }

        // A few letters that keep the same paragraph of a large campaign are its letters, unless another one that is
        // not much smaller has that paragraph too.
        var whole = containers.MaxBy(container => container.Letters);
        if (whole is not null && cluster.Letters * FewLetters <= whole.Letters
            && containers.TrueForAll(other => other == whole || other.Letters * FewLetters <= whole.Letters))
        {
            Fold(cluster, whole);
        }
    }

    public void Fold(Cluster small, Cluster large)
    {
        CoreOf(small);
        aligner.Align(text, large.Template, alignment);
        small.FoldedInto = large.Id;
        desk.Copies.Forget(small.Id);
        desk.Copies.Forget(large.Id);
        for (var t = 0; t < alignment.TemplateCount; t++)
        {
            large.Template.Support[t] += alignment.Covered[t] ? small.Template.Aligned : 0;
            large.Template.CopySupport[t] += alignment.Covered[t] ? small.Copies : 0;
        }

        large.Template.Aligned += small.Template.Aligned;
        large.Copies += small.Copies;
        large.Edited.UnionWith(small.Edited);
        foreach (var sender in small.CopySenders)
        {
            large.RememberCopySender(sender);
        }

        desk.Filing.NameByPeople(large);
        desk.Queue.Add(large.Id);
        desk.Events.Add(new GroupingEvent(GroupingEventKind.Fold, small.Id, large.Id, []));
    }

    /// <summary>A small campaign that says what a large one says, but for the word that turns it round.</summary>
    private void NoteContradiction(Cluster small, Cluster large)
    {
        if (small.Letters < large.Letters && Covered(large, small).Share >= MostlyTheSame
            && Covered(small, large).Share >= MostlyTheSame && edits.Exists(edit => Turns(edit, large)))
        {
            small.Contradicts = large.Id;
        }
    }

    private bool AreOne(Cluster small, Cluster large)
    {
        var (smallInLarge, gapsA, turns) = Covered(small, large);
        if (turns)
        {
            return false;
        }

        var missing = lacking.ToHashSet();
        var smallAsksMore = AsksMore();
        var (largeInSmall, gapsB, turnsBack) = Covered(large, small);
        if (turnsBack)
        {
            return false;
        }

        // Paragraphs in another order leave gaps where they meet: the same words are missing on both sides.
        var isReordered = gapsA && gapsB
            && lacking.Count(missing.Contains) >= SameWords * Math.Max(lacking.Count, missing.Count);
        var areAlike = smallInLarge >= 0.85 && largeInSmall >= 0.85;
        var largeAsksMore = AsksMore();
        return (areAlike && (isReordered || !(gapsA && gapsB)))
            || (smallInLarge >= 0.9 && !gapsA && largeInSmall >= 0.6 && small.Letters * 4 <= large.Letters)
            || IsVersion(smallInLarge, gapsA, largeInSmall, largeAsksMore)
            || IsVersion(largeInSmall, gapsB, smallInLarge, smallAsksMore)
            || (areAlike && !smallAsksMore && !largeAsksMore && !edits.Exists(edit => PutsInPlace(edit, small)));

        bool AsksMore() => polarity.AsksForIt(CollectionsMarshal.AsSpan(lacking));

        static bool IsVersion(double shorterInLonger, bool hasGap, double longerInShorter, bool asksMore) =>
            shorterInLonger >= AllOfIt && !hasGap && longerInShorter >= 0.6 && !asksMore;
    }

    /// <summary>Puts several words where the other has others: an ask may be changed without a word that
    /// asks.</summary>
    private bool PutsInPlace(in Edit edit, Cluster outer) =>
        !edit.Moved && Math.Min(edit.Inserted, CoreRemoved(edit, outer)) >= SeveralWords;

    private int CoreRemoved(in Edit edit, Cluster outer) =>
        outer.Template.CountCore(edit.TemplateFrom, edit.TemplateEnd, desk.Options.CoreShare);

    /// <summary>How much of a cluster's core another one has, whether five words in a row are missing there that it
    /// hasn't elsewhere either, and whether it asks for the opposite.</summary>
    private (double Share, bool HasGap, bool Turns) Covered(Cluster inner, Cluster outer)
    {
        CoreOf(inner);
        aligner.Align(text, outer.Template, alignment);
        var (covered, words, gap, longest) = (0, 0, 0, 0);
        lacking.Clear();
        unmatched.Clear();
        for (var t = 0; t < outer.Template.Count; t++)
        {
            if (!alignment.Covered[t] && outer.Template.IsCore(t, desk.Options.CoreShare))
            {
                unmatched.Add(outer.Template.Ids[t]);
            }
        }

        for (var i = 0; i < text.Count; i++)
        {
            if (text.Ids[i] == LetterTokens.Break)
            {
                gap = 0;
                continue;
            }

            words++;
            var place = alignment.Places[i];
            var found = place >= 0 && outer.Template.IsCore(place, desk.Options.CoreShare);
            covered += found ? 1 : 0;
            if (!found)
            {
                lacking.Add(text.Ids[i]);
            }

            // Between two slips in a moved paragraph a few words find no place, though both have them.
            gap = found ? 0 : gap + (unmatched.Contains(text.Ids[i]) ? 0 : 1);
            longest = Math.Max(longest, gap);
        }

        Edits.Of(text, alignment, edits);
        var turns = edits.Exists(edit => Turns(edit, outer) || Replaces(edit, inner, outer));
        return (words < desk.Options.JoinEvidence ? 0 : (double)covered / words, longest >= 5, turns);
    }

    /// <summary>Turns what the other one asks for, or says beside it that it isn't what its writers want.</summary>
    private bool Turns(in Edit edit, Cluster outer) => polarity.Turns(text, outer.Template, edit)
        || polarity.Disowns(text, edit) || polarity.Distances(text, outer.Template, edit);

    /// <summary>Asks for something else: such campaigns were split for it.</summary>
    private bool Replaces(in Edit edit, Cluster inner, Cluster outer)
    {
        var removed = CoreRemoved(edit, outer);
        if (removed > 0 && edit.Inserted > 0 && !edit.Moved && OtherNumber(edit, inner, outer))
        {
            return true;
        }

        return (ask.IsChanged(text.Ids, edit, outer.Template, removed)
                || (removed > 0 && polarity.PutsUnknownStand(text, outer.Template, edit, eitherWay: true)))
            && !outer.IsSlot(edit.TemplateFrom, edit.TemplateEnd)
            && (edit.Inserted == 0 || !inner.IsSlot(text.Starts[edit.From], text.Ends[edit.End - 1]));
    }

    /// <summary>Both have a number at a place, each another one, and most of their letters have it.</summary>
    private bool OtherNumber(in Edit edit, Cluster inner, Cluster outer)
    {
        return Number(text.Ids, edit.From, edit.End, null) is var ours and >= 0
            && Number(outer.Template.Ids, edit.TemplateFrom, edit.TemplateEnd, outer.Template) is var theirs and >= 0
            && ours != theirs
            && !outer.IsSlot(edit.TemplateFrom, edit.TemplateEnd)
            && !inner.IsSlot(text.Starts[edit.From], text.Ends[edit.End - 1]);

        int Number(int[] ids, int from, int end, Template? template)
        {
            for (var i = from; i < end; i++)
            {
                if ((desk.Vocabulary.ClassOf(ids[i]) & WordClass.Number) != WordClass.None
                    && (template is null || template.Support[i] * 3 >= template.Aligned * 2))
                {
                    return ids[i];
                }
            }

            return -1;
        }
    }

    private void CoreOf(Cluster cluster)
    {
        var template = cluster.Template;
        text.Clear();
        for (var t = 0; t < template.Count; t++)
        {
            if (template.IsCore(t, desk.Options.CoreShare))
            {
                text.Add(template.Ids[t], template.Words[t], t, t + 1);
            }
            else if (template.Ids[t] == LetterTokens.Break)
            {
                text.AddBreak();
            }
        }

        text.PostscriptAt = text.Count;
        Shingles.Of(text, desk.Options.ShingleWords);
    }
}
