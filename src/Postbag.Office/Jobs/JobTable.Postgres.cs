namespace Postbag.Office.Jobs;

internal static partial class JobTable
{
    /// <summary>Rows that other runners are just taking are passed over, so nobody waits and nobody takes one
    /// twice.</summary>
    private const string TakeOnPostgres =
        """
        UPDATE job SET state = 'running', runner = @runner, lease_until = @until, attempts = attempts + 1
        WHERE id = (
          SELECT id FROM job
          WHERE (state = 'waiting' AND due_at <= @now) OR (state = 'running' AND lease_until <= @now)
          ORDER BY due_at, id LIMIT 1
          FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, payload, attempts
        """;
}
