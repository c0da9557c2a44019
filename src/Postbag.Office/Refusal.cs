namespace Postbag.Office;

/// <summary>Why something can't be done now, in a sentence that says what to do.</summary>
public sealed record Refusal(string Sentence);

/// <summary>Someone acted without asking, or someone else was quicker. Pages ask first; this is for those who
/// didn't.</summary>
public sealed class Refused(string sentence) : Exception(sentence)
{
    public static void ThrowIf(Refusal? refusal)
    {
        if (refusal is not null) throw new Refused(refusal.Sentence);
    }
}
