namespace Postbag.Mime;

/// <summary>Whose words a stretch of a letter is, and what they are for.</summary>
public enum LetterSpanKind
{
    /// <summary>What the sender wrote. Also everything that could not be told for certain: a plea must never be
    /// hidden.</summary>
    OwnWords,

    /// <summary>Someone else's words, or the sender's older ones: replies and forwards, with the lines that introduce
    /// them.</summary>
    Quoted,

    /// <summary>The sign-off, the name and what follows it: address, telephone, post held.</summary>
    Signature,

    /// <summary>What no person wrote: notices of confidentiality, "Sent from my phone", lists' and platforms'
    /// footers.</summary>
    Footer,
}

/// <summary>A stretch of <see cref="LetterText.Text"/>.</summary>
/// <param name="Kind">Whose words.</param>
/// <param name="Start">Where it starts, in UTF-16 units from the start of the text; always the start of a line.</param>
/// <param name="Length">How long it is, in UTF-16 units, its line ends included; never 0.</param>
public readonly record struct LetterSpan(LetterSpanKind Kind, int Start, int Length)
{
    /// <summary>The position after its last unit.</summary>
    public int End => Start + Length;
}
