namespace Postbag.Casework.People.Writers;

/// <summary>Tells whose a place or a number is that stands in a sentence, by the last words before it that say so. What
/// nothing is said of is merely mentioned: a landlord's address must never make somebody else's constituent.</summary>
internal static class Whose
{
    /// <summary>How far behind a place words may stand that say whose it is: "ZZ1 1AA is my postcode".</summary>
    private const int After = 34;

    /// <summary>Whoever stands last before the place; of two that end together, the first here.</summary>
    private static readonly (EvidenceOf Of, Phrases Words)[] PlaceCues =
    [
        // Where somebody works, what they let, and where the dead lived, is nobody's home, whoever the sentence begins
        // with.
        (EvidenceOf.Mentioned, Phrases.Of(
            @"\bc/o\b|\b(in )?care of\b|\bforwarding address\b|\b(employed|employee|works?|worked|working|job|shift|placement|volunteer|volunteering)( (as|for|a|an|the|my|our|[\w-]+)){0,5} (at|in|for|with)\b|\b(rent out|let out|letting out|rents out|rented out|i let|we let|and let|landlord of|landlady of)\b,?( (a|an|the|my|our|two|three|[\w-]+)){0,4} (at|in|on)\b|\b(mother|mum|mam|mom|father|dad|parents?|son|daughter|sister|brother|gran|grandmother|grandfather|granny|nan|nana|nain|taid|aunt|auntie|uncle|cousin|niece|nephew|friend|neighbour|tenant|client|wife|husband|partner|ex) ([\w-]+ )?(used to live|lived|died|was living)( \w+)? (at|in|on)\b")),
        (EvidenceOf.Past, Phrases.Of(
            @"\b(i|we)( \w+)? (used to|formerly|previously|once|originally) |\b(i|we) lived (at|in|on|near)\b|\bgrew up\b|\bgrowing up\b|\b(was|were) born\b|\bmoved? (away |out |up |down |here |over )?from\b|\b(i|we)('ve| have)?( just| recently)? left\b|\b(old|former|previous|last)( \w+)? (address|home|house|flat|postcode|cottage|bungalow|place)\b|\b(i|we) (was|were) (living )?at\b|\b(my|our) late \w+('s)?( \w+)?( house| home| flat| bungalow| cottage)?\b|\bbrought up\b|\bformerly\b|\bpreviously\b|\b(my|our) old\b( \w+)?")),
        (EvidenceOf.SomeoneElse, Phrases.Of(
            @"\b(is|was|she's|he's|they're|they are) (now |still |also )?(a |an |one of )?(\w+ )?(residents?|tenants?|patients?|constituents?)( of yours)?( of| at| in)?\b|\b(mother|mum|mam|mom|father|dad|parents?|son|daughter|sister|brother|gran(dmother|dfather|ny|dad)?|nan|nana|nain|taid|aunt|auntie|uncle|cousin|niece|nephew|friend|neighbours?|tenants?|clients?|wife|husband|partner|in-laws?|ex|patient)('s)?\b|\b(he|she|they)('s)?( \w+)? (lives?|living|is|are|rents?|resides?|stays?)\b|\b(his|her|their) (\w+ ){0,2}(address|home|house|flat|postcode|place|post code)\b|\bwho lives?\b|\b(my|our)( [\w-]+){0,2} (mother|mum|mam|mom|father|dad|parents?|son|daughter|sister|brother|gran|grandmother|grandfather|granny|nan|nana|nain|taid|aunt|auntie|uncle|cousin|niece|nephew|friend|neighbour|tenant|client|wife|husband|partner|ex),?( [\w-]+){0,3} (living|staying|resident|renting)( [\w-]+){0,4} (at|in|on)\b|\b(and|he|she|mum|dad|brother|sister|son|daughter) lives( [\w-]+){0,4} (at|in|on)\b")),
        (EvidenceOf.Writer, Phrases.Of(
            @"\bi, [^,]{3,50},? (of|at|from|residing at|living at)\b|\bwe,? the( \w+){0,2} (tenants|residents|people|parents|leaseholders|neighbours) (of|at|in)\b|\b(i|we)('m|'re|'ve| am| are| both| all| also| still| do| now| currently| actually| just| really| have| myself| only| happen to)* (live|living|reside|residing|rent|renting|stay|staying|based( at| in)?|resident|residents|moved (in)?to|move (in)?to|bought|lived (here|at|in|on))\b|\b(my|our) (\w+ ){0,2}(address|postcode|post code|home|house|flat|bungalow|cottage|street|road|front door|village|place)\b|\b(constituents?|residents?)( of yours)?( of| at| in| from| living| based)?\b|\bwriting (to you )?from\b|\bhere (in|at|on)\b|(\byn|'n) byw\b|\b(my|our|the) new (one|address|place|home|house|flat)( now)? is\b|\b(fy|ein) (nghyfeiriad|nghod post|cyfeiriad|nghartref)\b|\b(i'm|i am|we're|we are) ([\w'-]+,? ){0,4}(from|at|of|in|on)\b|\bpost ?code( is|:)?|\bhome address\b|\bhome is\b|\bhave lived\b|\bliving (at|in|on)\b|\b(and|but|then|who|now)( now| still| also| both)? (live|reside|stay|lodge|stop)( with [\w']+ [\w']+)? (at|in|on)\b|\b(my|our) (council tax|tenancy|rent|mortgage|boiler|meter|council house|council flat)( \w+)? (at|for|on)\b|\b(private(ly)?|council) rent(ed|ing|al)?\b|\b(from|outside|at|through|past|by|over|behind|opposite|below|under) (my|our)( \w+)? (windows?|bedroom|kitchen|front door|back door|door|doorstep|letterbox|letter box|balcony|gate|garden|hedge|wall)( at)?\b|\b(write|reply|respond|post|letters?|send|sent|answer)( \w+){0,3} (me|us) at\b|\b(reach|find|visit|reached|found|to|for|with) (me|us)( \w+)? at\b|\b(to|at) (this|the following) (address|place)\b|\b(moved?|moving|relocated|transferred|shifted)( \w+){0,3} from [^,.;]{2,40} to\b|\bmyself,?$|\bmyself \($|\b(and|but|,) (my |the |our )?(full |whole )?address is\b|\b(i|we) and my [\w-]+ (live|rent|stay|are)\b|\bworking (out of|from) (my|our)( own)? home( at)?\b|\b(supply|billing) address\b|\bmine( is| at|,)?|\bhome( is| at)?:|\bhome, which is\b|\b(i|we) sleep (at|in)\b|\b(registered|on the (register|roll|electoral roll|electoral register))( to vote)?( \w+)? at\b|\b(i|we)( \w+)? (retired|moved|came|went|gone|stay|staying|stop|stopping|live|living|lodge|am|are)( back| in| here| now)?( to| with| at| in) (my|our) [\w-]+'s( \w+)?( at| in|,)?")),
        (EvidenceOf.Mentioned, Phrases.Of(
            @"\b(landlord|landlady|letting agents?|employer|boss)('s)?\b|\b(works?|working|(based|registered|located|headquartered) (at|in)|developers?|builders?|firm|agency|agents|dealer|contractors?|solicitors?|bank|insurer|supplier|trader|office|offices|business|shop|school|college|sixth form|academy|university|surgery|hospital|infirmary|prison|council|company|charity|headquarters|site|building|buildings|planning|application|development|proposed|properties|premises|branch|station|store|clinic|centre|depot|factory|warehouse|opposite|next to|house opposite|the property|the flat|the house|land at|junction|garage|club|hall|home for|care home|hotel)\b")),
    ];

    private static readonly Phrases With =
        Phrases.Of(@"\b(with|and) (my|our|a|some|his|her) ([\w'-]+ ){0,2}[\w'-]+\b( and [\w'-]+)?");

    private static readonly Phrases Behind = Phrases.Of(
        @"\b(is|which is) (my|our)( \w+)? (postcode|address|home|house|flat)\b|^\W{0,3}(which )?is (home|mine|ours|where (i|we))\b|\bwhere (i|we)('ve| have|'m| am|'re| are)( \w+)? (lived|living|been living|registered)\b|\bwhere (i|we)( \w+)? (live|reside|rent|stay|lodge)\b|\b(my|our) postcode\b");

    /// <summary>"The owner of 3 Bobbin Row, which I let".</summary>
    private static readonly Phrases LetOut = Phrases.Of(@"^.{0,3}(which|that) (i|we) ((now|currently|both) )?(let|rent out|lease)\b|^.{0,3}(let|rented) (out )?to\b|^.{0,3}(which|that)('s| is) (let|tenanted|rented out)\b");

    private static readonly Phrases Own = Phrases.Of(
        @"\b(i|we)( \w+){0,2} (live|reside|rent|stay)\b|\b(my|our)( own| home)? (address|home|house|flat|postcode)\b|\bliving (at|in|with)\b|\b(and|but) (i )?(live|reside|stay) (at|in|with)\b");

    private static readonly Phrases OwnHome = Phrases.Of(@"\b(my|our) (own )?(home|house|flat)\b");

    private static readonly Phrases Mine = Phrases.Of(
        @"\b(my|our) (\w+ ){0,2}(number|phone|telephone|tel|mobile|mob|landline|email|e-mail|address)\b|\b(call|ring|phone|reach|contact|text|telephone|email|e-mail|write to) (me|us)\b|\b(me|us) (back )?(on|at|by)\b|\bi('m| am)( available)? (on|at)\b|\bdirect(ly)? on\b|\bfy (rhif|ffôn|e-bost)");

    private static readonly Phrases Others = Phrases.Of(
        @"\b(his|her|their|its|the|your) (\w+ ){0,2}(number|phone|telephone|mobile|email|e-mail|line|helpline|office)\b|\b(him|her|them|council|landlord|agents?|school|surgery|hospital|company) (back )?(on|at)\b|\b(landlord|agent|council|mother|mum|father|dad|neighbour|friend|son|daughter|client|manager|solicitor)('s)?\b|\bcall(ed|ing)? (the|him|her|them)\b|\brang\b|\bcalled\b");

    /// <summary>"When we move to 9 Bell Street": not yet.</summary>
    private static readonly Phrases Future = Phrases.Of(
        @"\b(will( be)?|shall( be)?|'ll( be)?|going to|about to|due to|hope to|hoping to|want to|plan to|planning to|before (i|we)|when (i|we)|(i|we)|i'm|we're|am|are|'re|'m|until (i|we)|till (i|we)) (soon |finally |then |both |all )?(move|moving|go|going|complete|completing|exchange|exchanging|buying|purchasing)( in| house| home| out| away| back)? (to|into|on|at)\b|\b(new|next|future) (address|home|house|flat|place)( from \w+| next \w+)? will be\b");

    /// <param name="sentence">Made plain.</param>
    /// <param name="offset">Where in the sentence the place begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>Whose it is, and whether that is so surely nobody's home that nothing else need be asked.</returns>
    public static (EvidenceOf Of, bool IsNobodys) OfPlace(string sentence, int offset, int end)
    {
        // "We live with our daughter at …": the home is theirs too.
        var before = Blank(sentence[..offset], With);
        var (last, of, isNobodys) = (-1, EvidenceOf.Mentioned, false);
        foreach (var (whose, words) in PlaceCues)
        {
            var at = words.EndOfLast(before);
            // "I cycle to work from my home at …".
            if (at > last && whose == EvidenceOf.Mentioned && OwnHome.IsIn(before[Math.Max(0, at - 14)..at])) continue;
            // Of two that end together, the one that stands first in the table: "our last address" is the past's.
            if (at > last) (last, of, isNobodys) = (at, whose, ReferenceEquals(words, PlaceCues[0].Words));
        }

        var after = sentence[end..Math.Min(sentence.Length, end + After)];
        if (LetOut.IsIn(after) || (last >= 0 && of == EvidenceOf.Writer && Future.EndOfLast(before) >= last))
            return (EvidenceOf.Mentioned, true);
        return Behind.IsIn(after) ? (EvidenceOf.Writer, false) : (of, isNobodys);
    }

    /// <summary>Whether the writer's own home is spoken of.</summary>
    public static bool SaysOwn(string text) => Own.IsIn(text);

    public static EvidenceOf OfNumber(string sentence, int offset)
    {
        var before = sentence[..offset];
        var (mine, others) = (Mine.EndOfLast(before), Others.EndOfLast(before));
        return mine < 0 && others < 0
            ? EvidenceOf.Mentioned : mine > others ? EvidenceOf.Writer : EvidenceOf.SomeoneElse;
    }

    /// <summary>"And I" is the writer again, and stays.</summary>
    private static string Blank(string text, Phrases words)
    {
        foreach (var (offset, length) in words.All(text))
        {
            var said = text.AsSpan(offset, length);
            if (said.StartsWith("and", StringComparison.OrdinalIgnoreCase)
                || said.EndsWith(" I", StringComparison.Ordinal)) continue;
            text = string.Concat(text.AsSpan(0, offset), new string(' ', length), text.AsSpan(offset + length));
        }

        return text;
    }
}
