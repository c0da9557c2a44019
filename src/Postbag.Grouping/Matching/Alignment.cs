namespace Postbag.Grouping.Matching;

/// <summary>Which word of a letter is which word of a template. Reused from letter to letter.</summary>
internal sealed class Alignment
{
    /// <summary>For each word of the letter its place in the template; -1 for the writer's own.</summary>
    public int[] Places = new int[512];

    /// <summary>For each word of the template whether the letter has it.</summary>
    public bool[] Covered = new bool[512];

    public int LetterCount { get; private set; }

    public int TemplateCount { get; private set; }

    public void Begin(int letterCount, int templateCount)
    {
        (LetterCount, TemplateCount) = (letterCount, templateCount);
        if (Places.Length < letterCount)
        {
            Places = new int[letterCount * 2];
        }

        if (Covered.Length < templateCount)
        {
            Covered = new bool[templateCount * 2];
        }

        Array.Fill(Places, -1, 0, letterCount);
        Array.Clear(Covered, 0, templateCount);
    }

    public void Match(int letter, int template)
    {
        Places[letter] = template;
        Covered[template] = true;
    }

    public void Unmatch(int letter)
    {
        Covered[Places[letter]] = false;
        Places[letter] = -1;
    }
}
