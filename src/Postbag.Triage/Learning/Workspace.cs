using System.Runtime.CompilerServices;
using Postbag.Triage.Reading;

namespace Postbag.Triage.Learning;

/// <summary>What it takes to look at one text; kept between texts for its memory, used by one thread at a
/// time.</summary>
internal sealed class Workspace(TriageOptions options)
{
    private readonly Weighing weighing = new(options);
    private uint[] keys = new uint[1024];
    private int[] counts = new int[1024];
    private int[] words = new int[1024];
    private int[] rows = new int[1024];
    private float[] worths = new float[1024];
    private float[] values = new float[1024];
    private float[]?[] added = new float[]?[1024];
    private float[] gains = new float[1024];

    public TextFeatures Text { get; } = new(options);

    /// <summary>How many features the model knows of the text.</summary>
    public int Count { get; private set; }

    /// <summary>The square of the vector's length.</summary>
    public float Square { get; private set; }

    public ReadOnlySpan<uint> Keys => keys.AsSpan(0, Count);

    public ReadOnlySpan<int> Words => words.AsSpan(0, Count);

    /// <summary>Each feature's row; -1 for one known by corrections alone.</summary>
    public ReadOnlySpan<int> Rows => rows.AsSpan(0, Count);

    public ReadOnlySpan<float> Values => values.AsSpan(0, Count);

    /// <summary>What corrections added for each; null for nothing.</summary>
    public ReadOnlySpan<float[]?> Added => added.AsSpan(0, Count);

    /// <summary>Room for a number a feature.</summary>
    public Span<float> Gains => gains.AsSpan(0, Count);

    /// <summary>By word of the text, what it speaks for; for <see cref="Reasons"/>.</summary>
    public float[] Weights { get; private set; } = new float[256];

    public Dictionary<uint, int> FirstOf { get; } = [];

    /// <summary>Reads a text and finds what is known of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vocabulary">What was learnt.</param>
    /// <param name="worth">What each row is worth.</param>
    /// <param name="unseen">What a feature is worth that was never learnt.</param>
    /// <param name="corrections">What corrections know besides.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<char> text, Vocabulary vocabulary, float[] worth, float unseen,
        Corrections corrections)
    {
        Text.Read(text);
        Make(Text.Count, Text.WordCount);
        Count = 0;
        var unknown = new Unknown();
        var textKeys = Text.Keys;
        var textCounts = Text.Counts;
        var textWords = Text.Words;
        for (var i = 0; i < textKeys.Length; i++)
        {
            var row = vocabulary.Find(textKeys[i]);
            float[]? extra = null;
            if (corrections.Features.Count > 0) corrections.Features.TryGetValue(textKeys[i], out extra);
            if (row < 0 && extra is null)
            {
                unknown.Add(textKeys[i]);
                continue;
            }

            keys[Count] = textKeys[i];
            counts[Count] = textCounts[i];
            words[Count] = textWords[i];
            rows[Count] = row;
            worths[Count] = row < 0 ? unseen : worth[row];
            added[Count++] = extra;
        }

        Square = weighing.Weigh(
            Keys, worths.AsSpan(0, Count), counts.AsSpan(0, Count), values.AsSpan(0, Count), unknown, unseen);
    }

    /// <summary>Looks up again what corrections added, after one more.</summary>
    public void Refresh(Corrections corrections)
    {
        for (var i = 0; i < Count; i++) added[i] = corrections.Features.GetValueOrDefault(keys[i]);
    }

    private void Make(int features, int wordCount)
    {
        if (wordCount > Weights.Length) Weights = new float[Math.Max(wordCount, Weights.Length * 2)];
        if (features <= keys.Length) return;
        var size = Math.Max(features, keys.Length * 2);
        keys = new uint[size];
        counts = new int[size];
        words = new int[size];
        rows = new int[size];
        worths = new float[size];
        values = new float[size];
        added = new float[]?[size];
        gains = new float[size];
    }
}
