using System.Collections;

namespace Postbag.Mime;

/// <summary>Collects defects; says once when it is full. Decoding the same thing twice reports its defects
/// once.</summary>
internal sealed class DefectList(int limit = DefectList.DefaultLimit) : IReadOnlyList<Defect>
{
    public const int DefaultLimit = 100;

    // Most mail has none.
    private List<Defect>? defects;
    private bool isFull;

    public int Count => defects?.Count ?? 0;

    public Defect this[int index] => (defects ?? [])[index];

    public void Add(DefectKind kind, long offset, string assumed)
    {
        if (isFull)
            return;

        defects ??= [];
        foreach (var known in defects)
        {
            if (known.Kind == kind && known.Offset == offset)
                return;
        }

        if (defects.Count >= limit)
        {
            isFull = true;
            defects.Add(new Defect(DefectKind.TooManyDefects, offset, $"only the first {limit} defects are listed"));
            return;
        }

        defects.Add(new Defect(kind, offset, assumed));
    }

    public IEnumerator<Defect> GetEnumerator() => (defects ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
