namespace Postbag.Grouping.Reading;

/// <summary>
/// The words of one letter that count: its body, then its postscripts. Arrays grow and are reused, because a letter is
/// read every few microseconds and garbage would cost more than reading it.
/// </summary>
internal sealed class LetterTokens
{
    /// <summary>Stands between zones, so that no shingle and no run crosses them.</summary>
    public const int Break = 0;

    /// <summary>Ids in the vocabulary; <see cref="Break"/> between zones.</summary>
    public int[] Ids = new int[512];

    /// <summary>Hashes of the folded words: the same in every office and order of arrival, which ids are not.</summary>
    public ulong[] Words = new ulong[512];

    /// <summary>Where each token starts and ends in the letter as it came, in UTF-16 units.</summary>
    public int[] Starts = new int[512];
    public int[] Ends = new int[512];

    /// <summary>The hash of the run of words that starts here; 0 where a run would cross a break.</summary>
    public ulong[] Shingles = new ulong[512];

    public int Count;

    /// <summary>The first token of the postscripts; <see cref="Count"/> when there are none.</summary>
    public int PostscriptAt;

    /// <summary>How many words the body has, breaks and postscripts not counted.</summary>
    public int BodyWords;

    /// <summary>Where reading stopped because the letter is too long, in its text; -1 if it was read to its
    /// end.</summary>
    public int CutAt;

    /// <summary>The letter answers one of our own: it quotes a standard reply of the office.</summary>
    public bool AnswersUs;

    public void Clear()
    {
        Count = PostscriptAt = BodyWords = 0;
        AnswersUs = false;
        CutAt = -1;
    }

    public void Add(int id, ulong word, int start, int end)
    {
        if (Count == Ids.Length)
        {
            Grow(Count + 1);
        }

        Ids[Count] = id;
        Words[Count] = word;
        Starts[Count] = start;
        Ends[Count] = end;
        Count++;
    }

    /// <summary>Adds words whose offsets count from <paramref name="offset"/>.</summary>
    public void Add(ReadOnlySpan<int> ids, ReadOnlySpan<ulong> words, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends,
        int offset)
    {
        Grow(Count + ids.Length);
        ids.CopyTo(Ids.AsSpan(Count));
        words.CopyTo(Words.AsSpan(Count));
        for (var i = 0; i < ids.Length; i++)
        {
            Starts[Count + i] = starts[i] + offset;
            Ends[Count + i] = ends[i] + offset;
        }

        Count += ids.Length;
    }

    public void AddBreak()
    {
        if (Count > 0 && Ids[Count - 1] != Break)
        {
            Add(Break, 0, -1, -1);
        }
    }

    /// <summary>A zone of nothing but dashes needs no break before it.</summary>
    public void DropLastBreak()
    {
        if (Count > 0 && Ids[Count - 1] == Break)
        {
            Count--;
        }
    }

    public void Grow(int atLeast)
    {
        if (atLeast <= Ids.Length)
        {
            return;
        }

        var size = Math.Max(atLeast, Ids.Length * 2);
        Array.Resize(ref Ids, size);
        Array.Resize(ref Words, size);
        Array.Resize(ref Starts, size);
        Array.Resize(ref Ends, size);
        Array.Resize(ref Shingles, size);
    }
}
