using Postbag.Storage;

namespace Postbag.Casework.Elsewhere;

/// <summary>Overwrites what deleting leaves behind: an engine marks rows as gone and keeps their bytes until it needs
/// the room.</summary>
/// <remarks>It rewrites much, so it is done once after all that goes on a day. Copies of backups, of disks and of
/// PostgreSQL's log are their keepers' to forget.</remarks>
internal abstract class ForgetTraces
{
    public static ForgetTraces Of(Engine engine) =>
        engine is PostgresEngine ? new PostgresForgetTraces(engine) : new SqliteForgetTraces(engine);

    public abstract Task RunAsync(CancellationToken cancellationToken);
}
