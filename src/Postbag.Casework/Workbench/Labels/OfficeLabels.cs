using System.Runtime.CompilerServices;
using Postbag.Casework.Inbox;
using Postbag.Storage;
using Postbag.Triage.Axes;

namespace Postbag.Casework.Workbench.Labels;

/// <summary>A suggestion as a page shows it.</summary>
/// <param name="Words">The words of the letter that made it.</param>
/// <param name="Percent">How often such suggestions were right; null while only the starting set's words speak.</param>
public sealed record ShownSuggestion(string Label, string Words, int? Percent);

/// <summary>An axis of a letter: what was decided, and what is suggested.</summary>
/// <param name="Decided">Null while nobody has said.</param>
/// <param name="Suggested">Null where nothing is sure enough to be shown.</param>
public sealed record ShownLabel(
    string Axis, string Title, IReadOnlyList<string> Labels, string? Decided, ShownSuggestion? Suggested);

/// <summary>The axes of an office as its own decisions have taught them. Each decision is a row; whoever suggests next,
/// in this process or another, has learnt it by then, and has unlearnt what was taken back.</summary>
/// <remarks>The axes are kept in memory between uses, one user at a time, because an axis mustn't learn while it is
/// asked.</remarks>
public sealed class OfficeLabels(Engine engine)
{
    /// <summary>The axis that says whether a letter is a case.</summary>
    public const string Kind = "kind";

    public const string CaseKind = "case";

    /// <summary>The model is kept after so many lessons: what a restart has to go through again stays under a
    /// second.</summary>
    private const int KeepAfter = 50;

    /// <summary>Longer letters say it at their beginning.</summary>
    private const int MostRead = 20_000;

    private static readonly ConditionalWeakTable<Engine, Room> Rooms = [];

    /// <summary>What the kind axis says of texts, in their order; null where nothing is sure.</summary>
    internal Task<IReadOnlyList<ShownSuggestion?>> KindsAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        UseAsync<IReadOnlyList<ShownSuggestion?>>(
            axes =>
            {
                var kind = axes.First(axis => axis.Key == Kind);
                var found = new ShownSuggestion?[texts.Count];
                Parallel.For(0, texts.Count, i => found[i] = texts[i].Length == 0
                    ? null : Suggest(kind, Cut(texts[i])));
                return found;
            },
            cancellationToken);

    /// <summary>Every axis of a letter.</summary>
    /// <param name="message">The message's number.</param>
    /// <param name="text">The writer's own words.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<ShownLabel>> OfAsync(long message, string text, CancellationToken cancellationToken)
    {
        Dictionary<string, string> decided;
        await using (var connection = await engine.OpenReaderAsync(cancellationToken))
            decided = await LabelLessons.StandingAsync(connection, message, cancellationToken);
        return await UseAsync<IReadOnlyList<ShownLabel>>(
            axes => [.. axes.Select(axis => new ShownLabel(
                axis.Key, axis.Title, [.. axis.Labels], decided.GetValueOrDefault(axis.Key),
                decided.ContainsKey(axis.Key) || text.Length == 0 ? null : Suggest(axis, Cut(text))))],
            cancellationToken);
    }

    /// <summary>Those of the labels that there are.</summary>
    internal Task<IReadOnlyDictionary<string, string>> KnownAsync(
        IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        UseAsync<IReadOnlyDictionary<string, string>>(
            axes => labels.Where(pair => axes.Any(axis => axis.Key == pair.Key && axis.Labels.Contains(pair.Value)))
                .ToDictionary(),
            cancellationToken);

    private async Task<T> UseAsync<T>(Func<IReadOnlyList<Axis>, T> use, CancellationToken cancellationToken)
    {
        var room = Rooms.GetOrCreateValue(engine);
        await room.Turn.WaitAsync(cancellationToken);
        try
        {
            room.Axes ??= await LoadAsync(room, cancellationToken);
            await CatchUpAsync(room, cancellationToken);
            return use(room.Axes);
        }
        catch
        {
            // What was half learnt must not speak.
            room.Axes = null;
            throw;
        }
        finally
        {
            room.Turn.Release();
        }
    }

    private async Task<IReadOnlyList<Axis>> LoadAsync(Room room, CancellationToken cancellationToken)
    {
        var axes = StartingSet.Standard();
        room.LearntTo = room.KeptTo = 0;
        var models = new List<(string Axis, long To, byte[] Model)>();
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command("SELECT axis, learnt_to, model FROM label_model");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            models.Add((reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
        // They are kept together; a set that isn't whole, or another version's, is learnt again from the first lesson.
        if (models.Select(model => model.To).Distinct().Count() != 1 || models.Count != axes.Count) return axes;
        try
        {
            foreach (var axis in axes) axis.Load(models.First(model => model.Axis == axis.Key).Model);
        }
        catch (Exception failure) when (failure is InvalidDataException or InvalidOperationException)
        {
            return StartingSet.Standard();
        }

        room.LearntTo = room.KeptTo = models[0].To;
        return axes;
    }

    private async Task CatchUpAsync(Room room, CancellationToken cancellationToken)
    {
        var lessons = await NewLessonsAsync(room.LearntTo, cancellationToken);
        // A model can't forget: where something that was learnt has been taken back it is learnt again, from the last
        // model that was kept before it, or from the first lesson.
        if (lessons.Exists(lesson => lesson.Undoes <= room.LearntTo))
        {
            room.Axes = await LoadAsync(room, cancellationToken);
            lessons = await NewLessonsAsync(room.LearntTo, cancellationToken);
            if (lessons.Exists(lesson => lesson.Undoes <= room.LearntTo))
            {
                room.Axes = StartingSet.Standard();
                room.LearntTo = room.KeptTo = 0;
                lessons = await NewLessonsAsync(0, cancellationToken);
            }
        }

        var undone = lessons.Where(lesson => lesson.Undoes is not null).Select(lesson => lesson.Undoes!.Value)
            .ToHashSet();
        foreach (var lesson in lessons)
        {
            if (lesson.Undoes is null && !undone.Contains(lesson.Number)
                && room.Axes!.FirstOrDefault(axis => axis.Key == lesson.Axis) is { } axis)
                axis.Correct(await TextOfAsync(lesson.Message, cancellationToken), lesson.Label);
            room.LearntTo = lesson.Number;
        }

        if (room.LearntTo - room.KeptTo >= KeepAfter) await KeepAsync(room, cancellationToken);
    }

    private async Task<List<Lesson>> NewLessonsAsync(long from, CancellationToken cancellationToken)
    {
        var lessons = new List<Lesson>();
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT number, message, axis, label, undoes FROM label_lesson WHERE number > @from ORDER BY number",
            ("@from", from));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            lessons.Add(new Lesson(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4)
                    ? null : reader.GetInt64(4)));
        }

        return lessons;
    }

    private async Task KeepAsync(Room room, CancellationToken cancellationToken)
    {
        await engine.WriteAsync(
            async (connection, token) =>
            {
                foreach (var axis in room.Axes!)
                {
                    await connection.ExecuteAsync(
                        """
                        INSERT INTO label_model (axis, learnt_to, model) VALUES (@axis, @to, @model)
                        ON CONFLICT (axis) DO UPDATE SET learnt_to = excluded.learnt_to, model = excluded.model
                        """,
                        token, ("@axis", axis.Key), ("@to", room.LearntTo), ("@model", axis.Save()));
                }
            },
            cancellationToken);
        room.KeptTo = room.LearntTo;
    }

    private async Task<string> TextOfAsync(long message, CancellationToken cancellationToken) =>
        Cut((await StoredMessage.LoadAsync(engine, message, cancellationToken)).Message.Letter.OwnWords);

    private static ShownSuggestion? Suggest(Axis axis, string text) =>
        axis.Suggest(text) is { IsUnsure: false } suggestion
        ? new ShownSuggestion(
            suggestion.Label, string.Join(
                ", ", suggestion.Why.Select(word => word.In(text)).Distinct(StringComparer.OrdinalIgnoreCase)),
            suggestion.FromSeeds ? null : (int)Math.Round(100 * suggestion.P))
        : null;

    private static string Cut(string text) => text.Length > MostRead ? text[..MostRead] : text;

    private sealed record Lesson(long Number, long Message, string Axis, string Label, long? Undoes);

    /// <summary>One office's axes in this process, and the turn to use them.</summary>
    private sealed class Room
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public IReadOnlyList<Axis>? Axes { get; set; }

        public long LearntTo { get; set; }

        public long KeptTo { get; set; }
    }
}
