using System.Runtime.CompilerServices;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>Letters of one office that were read a moment ago, for the steps that come after: else each would unpack
/// and read them anew. Nothing hangs on it: what isn't here is read from its row, in this process or another.</summary>
/// <remarks>The last step lets go of them. Safe from many threads.</remarks>
internal sealed class LettersAtHand(LetterRoom room)
{
    /// <summary>Longer texts aren't kept.</summary>
    private const int LongestText = 100_000;

    private static readonly ConditionalWeakTable<Engine, LettersAtHand> Offices = [];

    /// <summary>Those of an office, in the room that all offices of this process share.</summary>
    public static LettersAtHand Of(Engine engine) =>
        Offices.GetValue(engine, _ => new LettersAtHand(LetterRoom.OfProcess));

    /// <param name="number">The message's number in the ledger.</param>
    /// <param name="letter">As it was read.</param>
    public void Keep(long number, OpenedLetter letter)
    {
        if (letter.Letter.Text.Length > LongestText) return;
        room.Keep(this, number, letter);
    }

    /// <param name="number">The message's number in the ledger.</param>
    /// <param name="sizeBytes">How many bytes its row has: of a letter that was deleted meanwhile it has
    /// others.</param>
    /// <returns>Null if it isn't at hand.</returns>
    public OpenedLetter? Of(long number, long sizeBytes) =>
        room.Of(this, number) is { } kept && kept.SizeBytes == sizeBytes ? kept : null;

    /// <summary>The letter at hand, or else as its row has it.</summary>
    /// <returns>Null for what no reader can make sense of.</returns>
    public OpenedLetter? Read(long number, int packing, byte[] content, long sizeBytes) =>
        Of(number, sizeBytes) ?? OpenedLetter.Of(RawPacking.Unpack(packing, content, sizeBytes));

    /// <summary>Nobody comes after.</summary>
    public void LetGo(IEnumerable<long> numbers)
    {
        foreach (var number in numbers) room.LetGo(this, number);
    }
}
