using static Postbag.Casework.People.Writers.EvidenceKind;

namespace Postbag.Casework.People.Writers;

/// <summary>What writers say of themselves in sentences: each pattern with what must not stand in the same sentence.</summary>
internal static class Statements
{
    private const string Am = @"\b(i|we)( am| are|'m|'re| was| have been|'ve been)";

    private const string Kindly =
        @"( also| still| both| all| just| only| now| writing| writing to you| proud to be| a| an| your| the| one of| one of your| concerned| worried| local| very| long-standing| longstanding| lifelong| long-term| loyal| regular| new| elderly| disabled| young| older| retired| fellow| proud| tired| angry| voting| working| deeply| extremely| as| [\w-]+-year-old)*";

    private const string Relation =
        @"(mother|mum|mam|mom|mummy|father|dad|daddy|parents?|son|sons|daughter|daughters|wife|husband|partner|fianc[ée]e?|girlfriend|boyfriend|brother|sister|grandmother|grandfather|grandparents|gran|granny|nan|nain|taid|mamgu|tadcu|grandad|granddad|grandson|granddaughter|aunt|auntie|uncle|friend|neighbour|client|tenant|colleague|employee|child|children|niece|nephew|cousin|stepson|stepdaughter|in-laws|mother-in-law|father-in-law|brother-in-law|sister-in-law|son-in-law|daughter-in-law|patient|resident|lodger|foster child|ex-wife|ex-husband)";

    private const string Country =
        @"(spain|france|germany|italy|portugal|ireland|the republic of ireland|cyprus|malta|greece|turkey|the netherlands|holland|belgium|switzerland|austria|sweden|norway|denmark|finland|poland|bulgaria|romania|hungary|the czech republic|croatia|canada|the usa|the us|usa|the united states|america|mexico|brazil|argentina|australia|new zealand|south africa|kenya|nigeria|ghana|egypt|dubai|abu dhabi|the uae|the united arab emirates|qatar|saudi arabia|bahrain|oman|israel|india|pakistan|bangladesh|sri lanka|thailand|malaysia|singapore|hong kong|china|japan|south korea|the philippines|indonesia|vietnam|jamaica|barbados|trinidad|bermuda|tenerife|mallorca|madrid|paris|berlin|toronto|vancouver|sydney|melbourne|perth in australia|new york|california|florida|texas)";

    private static readonly Phrases IsUnsureWords = Phrases.Of(
        @"\b(not (entirely |quite |completely |totally |100% |really )?(sure|certain)|don't (really |actually )?know|do not know|unsure|no idea|wonder(ing)?|unclear|please (confirm|tell me|check)|could you (confirm|tell me|check)|can you (confirm|tell me)) (if|whether|who|which|that|what|i am|i'm|whose).{0,80}(constituen|my mp\b|our mp\b|your area|your patch|your ward|my member|represent me|represent us|my councillor)|\b(may|might) not be (one of |in |within |a )?(your )?constituen|\bwhose constituent|\bif (you're|you are) not( \w+){0,4},? who (is|should|do)\b|\bwrong mp\b|\bare you my mp\b|\bis it you (i|we) write to\b|\bi (think|believe|assume|hope) (that )?(you are|you're|i am|i'm) (my|our|your|one of your|in your) ?(mp|msp|ms|councillor|constituen\w*|member of parliament)");

    private static readonly Phrases Conditional = Phrases.Of(@"\b(if|whether|unless|suppose|had|were) (i|we|you|only)\b");

    private static readonly (EvidenceKind Kind, Phrases Says, Phrases? Unless)[] Table =
    [
        (SaysNotConstituent, Phrases.Of(
            @"\b(i|we)( am| are|'m|'re|m)?( \w+)? ?(not|no longer|'m not)( \w+)? ?(a |an |one of |your |one of your |strictly |technically )*(constituents?\b|(in|from|within|living in|resident in|based in|resident of) your (constituency|area|ward|patch|division))|\b(i|we) (do not|don't|dont|do n't|no longer) ?(\w+ )?(live|reside|vote) (in|within) your|\b(although|though|while|whilst|despite|even though|know|realise|realize|aware|appreciate|understand|accept) (that )?(\w+ ){0,4}(not|isn't|aren't|'m not) (\w+ )?(in |a |an |one of |your |part of )*(constituents?|constituency|your area|your patch|your ward)|\b(i|we) (live|am|are) (just |well |a little |slightly |a mile )?(outside|over the border|beyond)( of| from| the boundary of)? ?(your|the) (constituency|area|ward|boundary|border)|\byou (are not|aren't|are no longer|'re not) (actually |technically )?(my|our) (own )?(local )?(mp|member of parliament|msp|ms|councillor)|\b(i|we) live( just)? over the (border|boundary|line)\b|\bnot one of yours\b|\b(my|our) mp is (someone|somebody|a different|another)|\b(i|we) have (a|another) different mp\b|\b(i|we) (don't|do not) (fall|come) (within|under|in) your\b|\b(my|our) own (local )?(mp|msp|m\.p|member of parliament|councillor)\b|\blives? in (a )?(different|another|neighbouring|the next|the neighbouring|a nearby|the next-door) constituency|\b(in|from) (a )?(different|another|neighbouring|the next|the neighbouring) constituency|\bnot in your constituency|\bnid wyf (i )?yn (etholwr|byw yn eich)|\b(dydw|dw) i ddim yn (etholwr|byw yn eich)"),
            Phrases.Of(@"\bif (i|we)( am|'m| are|'re)? (not|no)\b|\b(he|she|they|landlord|developer|company|owner|owners) (is|are|does|do) not")),
        (SaysConstituent, Phrases.Of(
            Am + Kindly + @" constituents?\b|\bas( one of)?( a| an| your)?( one of your)?( very| concerned| worried| local| long-standing| longstanding| lifelong| loyal| regular| new| elderly| disabled| young| retired| fellow| proud| deeply| long-time| long time| disappointed| tired)* constituents?( of yours| of|,| who| i| and|$|\.| in| from| living| with| we)|\b(i|we)( \w+)? (live|reside|vote|am registered( to vote)?|are registered( to vote)?|am on the electoral (roll|register)|have lived|'ve lived|am a resident|are residents|am resident|am|are|'m|'re)( \w+){0,4} (in|within|of) your (constituency|ward|area|patch|division|seat)\b|\bresidents? (of|in) your (constituency|ward|patch)|\byou (are|'re|being)( also| both)?( my| our)( local| current| own| elected| new)*( mp| msp| ms| m\.p| member of parliament| councillor| representative)\b|\bas( my| our)( local| current| elected| new| constituency)*( mp| msp| ms| m\.p| member of parliament| councillor| representative)\b|\b(someone|somebody|a person|a parent|one) who( \w+ and)? (lives|resides|votes)( and \w+)? in your (area|constituency|ward|patch)\b|\bconstituents? of yours\b|^(your|a) (\w+ )?constituent\b|\b(dear|my) constituency mp\b|\b(un|dau) o'ch etholwyr|\bfel (eich |un o'ch )?(etholwr|etholwraig|etholwyr)|\b(rwy'n|dw i'n|rydw i'n|rwyf yn|rydym yn|'n) (byw|un) (yn|o) eich etholaeth|\byn byw yn eich etholaeth|\betholwr i chi\b|\bi'm in your (constituency|ward|area)|\bmy mp,? (you|i)\b|\byour constituents,? (my|i|we)\b|\b(i|we) (am|are) .{0,30}\band (still |also )?(your|a) constituents?\b"),
            Phrases.Of(@"\b(a friend|a neighbour|my friend|my neighbour|my client|my tenant|he|she|they|who|brother|sister|mother|father|son|daughter) (is|are) (a |your |one of your )?constituents?\b")),
        (Forces, Phrases.Of(
            @"\bbfpo ?\d|\b(i|we)( am| are|'m|'re| have been|'ve been)( \w+){0,4} (posted|stationed|deployed|garrisoned)\b|\b(i|we)( am| are|'m|'re)( \w+){0,3} serving( \w+){0,3} (army|navy|raf|royal|forces|regiment|battalion|hms|air force|marines|overseas|soldier|member)|\bi( am|'m)( \w+){0,3} (a|an|the) (serving )?(soldier|sailor|airman|airwoman|aircraftman|aircraftwoman|submariner|marine|royal marine|infantryman|rifleman|gunner|sapper|guardsman|lance corporal|corporal|army officer|naval officer|raf officer|naval rating)\b|\bi serve (in|with) (the|his|hm)( \w+){0,2} (army|navy|raf|royal|air force|forces|marines|regiment)|\bi( am|'m)( \w+)? in the( \w+)? (army|navy|raf|royal navy|royal air force|royal marines|marines|armed forces|forces)\b|\bmy (unit|regiment|battalion|barracks|ship's company|squadron|posting)\b|\bservice voter|\b(my|our) (husband|wife|partner)('s)?( is| has been|'s)( \w+){0,3} (posted|deployed|stationed)( \w+){0,4}( we| us| and i)|\bserving (soldier|sailor|member of (hm|the|his majesty's) (armed )?forces)|\bhms [a-z]{4}"),
            Phrases.Of(@"\b(ex-|former|used to|retired|veteran|served in|who served|my grandfather|my son|my father|my brother|my daughter|our son)\b")),
        (Prison, Phrases.Of(
            @"\b(i|we)( am| are|'m|'re)( \w+){0,4} (in|at|inside|from|into) (hmp\b|hm prison|h\.m\.|hmyoi|prison\b|jail\b|gaol\b|custody\b|a prison\b|the prison\b)|\bi( am|'m)( \w+){0,3} (prisoner|inmate)\b|\b(my|our) cell(mate)?\b|\bprison(er)? (number|no)\b|\bi( am|'m)( \w+){0,2} (serving|on remand|doing)( a| my| an)?( \w+)? ?(sentence|year|years|stretch|remand|life)\b|\bi( am|'m)( \w+)? on remand\b|\bwriting( to you)? from (hmp|hm prison|prison|jail|custody)|\bmy release date\b|\b(i was|been) (moved|transferred) (here )?(to|from) hmp|\byn y carchar\b|\bi (am|'m) (being )?held at hmp|\bimmigration removal centre\b.{0,40}\b(i|me|my)\b|\bi( am|'m)( \w+){0,3} (detained|held) (at|in)\b"),
            Phrases.Of(@"\b(officer|governor|chaplain|i work|visiting|visitor|teacher|my son|my brother|my husband|my father|my partner|my client|my nephew|my friend|he is|she is|nurse|volunteer)\b")),
        (NoFixedAddress, Phrases.Of(
            @"\bno fixed (address|abode)\b|^nfa\b|\b(i|we)( am| are|'m|'re| have been|'ve been| became| was made| were made| have become|'ve become| being| currently| now)+( \w+){0,3} homeless\b|\b(me|us)( \w+)? homeless\b|\b(i|we)( am| are|'m|'re| have been|'ve been| have to| currently| now| still| just)*( \w+){0,2} (sleeping|sleep|living|live|staying|stay)( \w+)? (rough\b|on the streets?|in (my|our|a|the|his|her)( \w+)? (car|van|tent|doorway|shed|garage|hostel|shelter|night shelter|refuge|bus shelter|woods|park)\b|on (friends'?|people's|a friend's|different|various|other people's|my \w+'s|a mate's|mates')( \w+)? ?(sofas?|couch|couches|floors?|settees?))|\b(i|we)( am| are|'m|'re| have been|'ve been| was| were)( \w+){0,2} (in|at) (a|an|the|my|our)( [\w']+){0,2} (refuge|hostel|night shelter|shelter|bed and breakfast)\b|\b(i|we)( am| are|'m|'re| have been|'ve been)( \w+)? on the streets?\b|\bwith nowhere to (go|live|stay|sleep)\b|\b(stopping|sleeping|living) in a (doorway|shop doorway|tent|car|van)\b|\bsofa[ -]?surf|\bcouch[ -]?surf|\b(i|we)( \w+)? (have|'ve got|have got|had|got) (no|nowhere)( \w+)? ?(home|address|fixed|to live|to go)\b|\b(don't|do not) have (an|a permanent|a fixed|any|my own|a proper|a) (address|home|place)\b|\brough sleep(er|ing) (myself|for)|\byn ddigartref|\bddigartref\b|\bbed of the car\b|\b(in|into) (temporary|emergency|interim) accommodation\b|\bcontinuous(ly)? cruis(er|ers|ing)\b|\bno (home )?mooring\b|\b(been |am |i'm )?(sleeping|living) in (my|our|the) (car|van|tent)\b|\bnowhere to live\b"),
            Phrases.Of(@"\b(will|would|could|might|going to|about to|risk|threatened|facing|become) (\w+ )?(be |being |becoming |make (me|us) |made )?homeless|\bhomeless (people|person|man|woman|families|charity|shelter|veterans|applicants|hostel)|\bpeople (of|with) no fixed|\bthe homeless\b|\b(he|she|they|people|families|someone|somebody|son|brother|daughter|nephew|man|woman|friend) (\w+ )?(is|are|was|sleeping|sleeps|sleep|living|lives|has been|have been)\b")),
        (Overseas, Phrases.Of(
            @"\b(british|uk) (citizens?|nationals?|passport holders?|pensioners?|subjects?|expats?|expatriates?|born)( \w+){0,3} (living|resident|residing|based|retired|stuck|abroad|overseas)\b|\b(overseas|expat|expatriate) (voters?|electors?|brit|briton)\b|\b(i|we)( now| currently| both| have| 've|'ve| am| are|'m|'re| permanently| retired and)* (live|lived|living|reside|residing|resident|moved|emigrated|retired|working|based|settled)( \w+){0,2} (abroad|overseas)\b|\b(i|we)( now| currently| both| am| are|'m|'re| have| 've|'ve| permanently| actually)* (live|living|reside|residing|resident|lived|retired|emigrated|settled|moved)( permanently| here)? (in|to) (\w+,? in )?" + Country + @"\b|\b(my|our) last (uk |british |english |welsh |scottish |registered |home )*(address|residence|constituency)\b|\bregistered( to vote)? (at|from) (my|our) (last|former|old|previous)|\b(i|we) (left|emigrated)( \w+)? .{0,30}\b(in|for) (19|20)\d\d\b.{0,60}\b(vote|pension|register)|\bvote (by proxy |by post )?from abroad\b"),
            Phrases.Of(@"\b(want|wish|hope|plan|like|love|intend|used) to\b|\bmoved (here|back)\b|\b(moved|came|returned) (here |back )?from\b|\bon holiday\b|\breturned to the uk\b")),
        (ForSomeoneElse, Phrases.Of(
            @"\bon behalf of ((my|our|a|an|her|his|their|your constituents?,?)( \w+){0,3} " + Relation + @"\b|(mr|mrs|ms|miss|dr|mx)\b|him\b|her\b|them\b|one of your constituents|a constituent|your constituent|[a-z'-]+ [a-z'-]+, (who|my|a)\b)|\bon (his|her|their) behalf\b|\b(i am|i'm|we are|we're|i|this is me)( \w+){0,2} (writing|contacting you|emailing|getting in touch|write|asking|speaking|wrote)( this| to you| down)? (for|on account of) (my|our|a|an|mrs|mr|ms|miss)( \w+){0,2}( " + Relation + @"\b| [a-z]+,? who)|\b(has |have |had )?(asked|wants|wanted|begged|told) me to (write|contact|email|e-mail|get in touch|ask|speak|send)|\b(i am|i'm|i act as)( \w+){0,3} (advocate|solicitor|social worker|support worker|attorney|appointee|next of kin|key worker|keyworker|interpreter|deputy|caseworker|health visitor|litigation friend) (for|of|to|at|with|from)\b|\b(i am|i'm) (his|her|their) (carer|daughter|son|mother|father|mum|dad|sister|brother|wife|husband|neighbour|friend|social worker|solicitor|advocate|granddaughter|grandson|niece|nephew|appointee|keyworker|key worker)\b|\b(i|we) (act|am acting|are acting) (for|on behalf of) (my|mr|mrs|ms|miss|the above|our client|her|him|them)|\bpower of attorney\b|\b(i|we) have (his|her|their|the family's) (full |written |express |verbal )?(consent|permission|authority|agreement|blessing)\b|\b(writing|contacting you|write|emailing|in touch|writing to you) (about|regarding|concerning|on account of) (my|our)( [\w-]+){0,2} (mother|mum|mam|mom|father|dad|parents|grandmother|grandfather|grandparents|gran|nan|grandad|aunt|auntie|uncle|neighbour|friend|brother|sister|mother-in-law|father-in-law|tenant|client|colleague|employee)(,|\.|$| who| and| \(| at| in)|\bwith (his|her|their|the tenant's|my \w+'s) (full |written |express |verbal )?(consent|permission|agreement)\b|\b(this|it) (isn't|is not) (for|about) me\b|\bmy client,? (mr|mrs|ms|miss|[a-z]+)\b|\bar ran (fy|ei|ein|fy'm) \w+|\b(he|she|they) (can't|cannot|doesn't|does not|can not|is unable to|isn't able to|is too \w+ to|don't)( \w+)? (write|read|email|use (a |the )?(computer|internet|email)|speak (much )?english|type|do this (himself|herself))\b|\b(the )?letter of authority\b|\b(he|she|they) (has|have) signed (the|a|our|your) (consent|authority|permission)|\bone of my (residents|patients|clients|tenants|parishioners|pupils|members|students)\b|\b(he's|she's|they've|he has|she has|they have) (also )?asked (me|us) to (write|contact|email|ask|speak|get)\b|\b(my|our) \w+( \w+)? needs me to (write|email|contact)|\b(she|he|they)('s|'re| is| are)( \w+)? (scared|afraid|frightened|ill|frail|ashamed|upset|unwell|busy|shy|proud) to (contact|write|ask|speak|email|complain|say)|\b(she's|he's|they've|she has|he has|has) asked me\b"),
            Phrases.Of(@"\bon behalf of (all|everyone|my family|our family|our members|my whole family|the residents|residents|local|many|people|animals|those|myself|my wife and (i|myself|me)|my husband and (i|myself|me)|my partner and (i|myself|me)|our community|my community|the charity)\b")),
        (TwoHomes, Phrases.Of(
            @"\bterm[ -]?time\b|\bhalls of residence\b|\b(second|other|holiday) home\b|\b(i|we) (split|divide) (my|our) time\b|\b(i am|i'm|i)( \w+){0,4} (at|to) (\w+ )?(university|uni|college) (in|of|at)\b|\b(university|uni) student\b|\bstudent at\b.{0,40}(university|uni)\b|\bmy (parents'|parents|mum's|dad's|mother's|family) (house|home|address|place)\b|\bhalf the (week|year)\b|\bmy parents (are|live)( both| still)* (in|at)\b|\bin my (first|second|third|final) year\b|\bmost of the year\b|\bmonths of the year\b|\bweekdays in\b"),
            null),
    ];

    private static readonly Phrases Age = Phrases.Of(
        @"\b(i am|i'm|im|we are|we're|i have just turned|i've just turned|i just turned|i turned|just turned|i'll be|aged|age|as an?|fi'n|dw i'n|rwy'n|rydw i'n|rwyf yn) (only |just |nearly |almost |a |an |currently |both )*(five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|[5-9]|1[0-7])\b");

    private static readonly Phrases AgeGoesOn = Phrases.Of(
        @"^( ?[-,.;:!)(]| ?$| (years?|yrs?)[ -](old|of age)| year-old| yo\b| y/o| and\b| (mlwydd )?oed| but| so i| now| last (week|month|year|\w+day)| this (week|month|year)| next (week|month|year)| on \w+day| yesterday| today| tomorrow| in (january|february|march|april|may|june|july|august|september|october|november|december))");

    private static readonly Phrases AgeOfThings = Phrases.Of(
        @"^[ -]?(weeks?|months?|minutes?|mins|miles?|stone|hours?|days?|st\b|%|per|people|others|of us|years? (in|at|on|into|as|ago|later|for|here|now|sober)|am\b|pm\b|o'clock|th\b|metres?|km|feet|pounds|, ?000)");

    private static readonly Phrases School = Phrases.Of(
        @"\b(i am|i'm|we are|we're|we go|i go|i'm in|am in)( \w+){0,4} (year|yr|class|form|primary|p|s) ?([1-9]|1[0-3]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\b(year|yr) ?([1-9]|1[0-3]) (pupils?|students?|class|children)\b|\b(our|my) (form )?(teacher|headteacher) (said|says|told|asked|helped|is|has)|\b(i|we)( am| are|'m|'re)? ?(a |all )?(go to|at|pupils?|pupil at|pupils at|in primary|in secondary|at primary|at secondary)( \w+){0,4} (primary school|high school|secondary school|academy|comprehensive|ysgol)\b|\bpupils? (at|from|of) |\btoo young to vote\b|\bnot old enough to vote\b|\b(can't|cannot|can not) vote yet\b|\bi( am|'m)( still)? under (18|eighteen|age)\b|\bwhen i('m| am) (18|eighteen|old enough)\b|\bmy (mum|mam|dad) (said|says) i (can|could|should) (write|email)|\bdisgybl(ion)?\b|\bmember of (the )?(youth parliament)\b");

    private static readonly Phrases NotAPupil = Phrases.Of(
        @"\b(teacher (at|in|of)|i teach|head ?teacher (at|of|here)|governor|my (son|daughter|child|children|grandson|granddaughter|kids?|boy|girl|niece|nephew|grandchildren)|our (son|daughter|child|children|kids)|his|her|parent|former|a teaching assistant|when i was|years ago|as a child|caretaker|staff)\b");

    /// <summary>What the writer says in a sentence, with the place and words that say it.</summary>
    public static IEnumerable<(EvidenceKind Kind, int Offset, int Length)> In(Sentence sentence)
    {
        var plain = sentence.Plain;
        if (IsUnsureWords.First(plain) is { } unsure)
        {
            yield return (IsUnsure, unsure.Offset, unsure.Length);
        }

        var isDenied = false;
        foreach (var (kind, says, unless) in Table)
        {
            if (kind is SaysNotConstituent or SaysConstituent && (IsUnsureWords.IsIn(plain) || Conditional.IsIn(plain))) continue;
            if (kind == SaysConstituent && isDenied) continue;
            if (says.First(plain) is not { } match || unless?.IsIn(plain) == true) continue;
            isDenied |= kind == SaysNotConstituent;
            yield return (kind, match.Offset, match.Length);
        }

        if (YoungAt(plain) is { } young) yield return (Under18, young.Offset, young.Length);
    }

    private static (int Offset, int Length)? YoungAt(string plain)
    {
        foreach (var match in Age.All(plain))
        {
            var rest = plain[(match.Offset + match.Length)..];
            if (!AgeOfThings.IsIn(rest) && AgeGoesOn.IsIn(rest)) return (match.Offset, match.Length);
        }

        return School.First(plain) is { } school && !NotAPupil.IsIn(plain) ? school : null;
    }
}
