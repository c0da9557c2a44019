namespace Postbag.Demo;

/// <summary>Letters that people write one by one.</summary>
internal static class OrdinaryMail
{
    // The file of texts, the kind unless a text says another, how many letters.
    private static readonly (string File, string Kind, int Count)[] Plan =
    [
        ("casework", "case", 150),
        ("urgent", "urgent", 24),
    ];

    public static IEnumerable<Draft> Drafts(LetterMaker maker)
    {
        foreach (var (file, kind, count) in Plan)
        {
            var texts = TextBank.All(file);
            for (var i = 0; i < count; i++)
                yield return maker.FromPerson($"{file} {i}", kind, texts[i % texts.Count], elsewhere: kind == "elsewhere");
        }
    }
}
