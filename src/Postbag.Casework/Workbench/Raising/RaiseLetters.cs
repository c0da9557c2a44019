using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Storage;

namespace Postbag.Casework.Workbench.Raising;

/// <summary>Raises letters in which new rules find a need. For use inside the engine's writes.</summary>
/// <remarks>Nothing is ever lowered by rules; and what a person has moved, parked or handled stays as they left
/// it.</remarks>
internal sealed class RaiseLetters(Engine engine)
{
    private readonly PostTables tables = new(engine);

    /// <returns>How many it raised.</returns>
    public async Task<int> RunAsync(
        DbConnection connection, IReadOnlyList<TriedLetter> letters, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        if (letters.Count == 0) return 0;
        await PostTables.TakeAsync(connection, cancellationToken);
        var needs = letters.ToDictionary(letter => letter.Number, letter => letter.Needs);
        var waiting = (await tables.ReadAsync(connection, [.. needs.Keys], cancellationToken))
            .Where(item => item is { State: PostState.Waiting, Act: null } && item.Pile != Pile.Urgent).ToList();
        foreach (var item in waiting)
        {
            var found = needs[item.Message];
            await connection.ExecuteAsync(
                "UPDATE post_item SET why = @why WHERE message = @message", cancellationToken,
                ("@why", found[0].Reason), ("@message", item.Message));
            if (found.Any(need => LetterSigns.IsHardNeed(need.Need)))
            {
                await connection.ExecuteAsync(
                    "UPDATE post_item SET is_hard = @hard WHERE message = @message", cancellationToken,
                    ("@hard", true), ("@message", item.Message));
            }

            await connection.ExecuteAsync(
                "DELETE FROM post_need WHERE message = @message", cancellationToken, ("@message", item.Message));
            await PostTables.AddNeedsAsync(connection, item.Message, found, cancellationToken);
        }

        await tables.WriteAsync(
            connection, [.. waiting.Select(was => (was, was with { Pile = Pile.Urgent }))], at, cancellationToken);
        return waiting.Count;
    }
}
