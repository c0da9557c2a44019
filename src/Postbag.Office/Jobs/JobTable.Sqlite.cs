namespace Postbag.Office.Jobs;

internal static partial class JobTable
{
    /// <summary>Whoever writes to SQLite is alone, so looking and taking are one.</summary>
    private const string TakeOnSqlite =
        """
        UPDATE job SET state = 'running', runner = @runner, lease_until = @until, attempts = attempts + 1
        WHERE id = (
          SELECT id FROM job
          WHERE (state = 'waiting' AND due_at <= @now) OR (state = 'running' AND lease_until <= @now)
          ORDER BY due_at, id LIMIT 1)
        RETURNING id, kind, payload, attempts
        """;
}
