namespace Postbag.Places.Reading;

/// <summary>How many rows of a part were taken, and which couldn't be.</summary>
internal sealed class RowCount(string name)
{
    /// <summary>So many bad rows are borne with; beyond them one in a hundred.</summary>
    private const int Borne = 100;

    private const int MaxNotes = 10;

    /// <summary>After so many bad rows, if there are more of them than good ones, the rest isn't waited for.</summary>
    private const int Hopeless = 100_000;

    private readonly List<string> notes = [];

    public string Name => name;

    public int Taken { get; set; }

    public int LeftOut { get; private set; }

    /// <summary>The latest month named, from January 1970; 0 if none is.</summary>
    public int NewestMonth { get; set; }

    /// <summary>Sentences about the first rows that couldn't be read.</summary>
    public IReadOnlyList<string> Notes => notes;

    public void LeaveOut(int line, string why)
    {
        LeftOut++;
        if (notes.Count < MaxNotes) notes.Add($"{name}, line {line:N0}: {why}; left out.");
        if (LeftOut > Hopeless && LeftOut > Taken) RefuseIfBad();
    }

    /// <summary>Doesn't let a file through that can't be right.</summary>
    /// <exception cref="PlacesException">So many rows can't be read that the file must be damaged, or there are
    /// none.</exception>
    public void RefuseIfBad()
    {
        if (LeftOut > Math.Max(Borne, Taken / 100) || (Taken == 0 && LeftOut > 0))
        {
            throw new PlacesException(
                $"{LeftOut:N0} of {Taken + LeftOut:N0} rows of {name} can't be read. {notes[0]} The file is damaged or of another kind.");
        }

        if (Taken == 0) throw new PlacesException($"{name} has headings and no rows: it is cut short.");
    }
}
