namespace Postbag.Casework.People.Writers.Matching;

/// <summary>Goes all ways at once from where one may be in a pattern, over one sign, in the order in which the ways are
/// better or worse. For one thread at a time.</summary>
internal sealed class Walk(PatternSteps steps, bool isLongest)
{
    private readonly int[] passed = new int[steps.Count];
    private readonly int[] added = new int[steps.Count];
    private readonly Stack<int> waiting = new();
    private readonly List<int> reached = [];
    private int time;

    /// <returns>Where one comes to; and whether the pattern was found before the sign, upon which no worse way is gone
    /// on with.</returns>
    public (StateTable.State Next, bool IsFound) From(in StateTable.State state, byte sign)
    {
        time++;
        reached.Clear();
        var isFound = false;
        foreach (var step in state.Steps)
        {
            isFound |= Follow(step, state.Before, sign);
            if (isFound && !isLongest) break;
        }

        return (new StateTable.State([.. reached], StateTable.KindOf(sign)), isFound);
    }

    /// <returns>Whether the pattern was found.</returns>
    private bool Follow(int first, StateTable.Before before, byte sign)
    {
        var isFound = false;
        waiting.Clear();
        waiting.Push(first);
        while (waiting.TryPop(out var at))
        {
            if (passed[at] == time) continue;
            passed[at] = time;
            var step = steps[at];
            switch (step.Kind)
            {
                case StepKind.Fork:
                    waiting.Push(step.Other);
                    waiting.Push(step.Next);
                    break;
                case StepKind.Pass:
                    if (IsAt((BorderKind)step.Other, before, sign)) waiting.Push(step.Next);
                    break;
                case StepKind.Found:
                    isFound = true;
                    if (!isLongest) return true;
                    break;
                default:
                    if (steps.Takes(step, sign) && added[step.Next] != time)
                    {
                        added[step.Next] = time;
                        reached.Add(step.Next);
                    }

                    break;
            }
        }

        return isFound;
    }

    private static bool IsAt(BorderKind border, StateTable.Before before, byte sign) => border switch
    {
        BorderKind.OfStart => before == StateTable.Before.Edge,
        BorderKind.OfEnd => sign == Signs.Edge,
        _ => (before == StateTable.Before.InWord) != Signs.IsInWord(sign),
    };
}
