namespace Postbag.Triage.Learning;

/// <summary>What people's corrections added to the weights, and the texts they corrected.</summary>
/// <remarks>Kept apart from what was learnt, exactly: a correction survives saving unchanged, and falls away when
/// everything is learnt anew with the decision among the examples.</remarks>
internal sealed class Corrections
{
    /// <summary>Guards memory: beyond it corrections only move features that are known.</summary>
    public const int MaxFeatures = 200_000;

    /// <summary>Beyond it the oldest corrected text is forgotten (not what it taught).</summary>
    public const int MaxTexts = 20_000;

    private readonly Queue<ulong> textsInOrder = new();

    /// <summary>What was added for each feature, a number a label; shorter where labels came later.</summary>
    public Dictionary<uint, float[]> Features { get; } = [];

    /// <summary>The label of each corrected text, by the text's hash.</summary>
    public Dictionary<ulong, int> Texts { get; } = [];

    public IEnumerable<ulong> TextsInOrder => textsInOrder;

    public bool IsEmpty => Features.Count == 0 && Texts.Count == 0;

    public void Remember(ulong text, int label)
    {
        if (!Texts.ContainsKey(text))
        {
            textsInOrder.Enqueue(text);
            if (textsInOrder.Count > MaxTexts) Texts.Remove(textsInOrder.Dequeue());
        }

        Texts[text] = label;
    }

    /// <summary>The numbers of a feature, made if need be; null if there is no room for another feature.</summary>
    public float[]? Of(uint key, int labelCount)
    {
        if (Features.TryGetValue(key, out var added) && added.Length >= labelCount) return added;
        if (added is null && Features.Count >= MaxFeatures) return null;
        Array.Resize(ref added, labelCount);
        return Features[key] = added;
    }
}
