using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Office.Staff;

/// <summary>The cookie names a session's row; everything else is asked of the database at every request, so a change of
/// role, a suspension or an ended session holds at once.</summary>
internal static class SessionCookie
{
    /// <summary>A page that refreshes itself says so with this header: it doesn't keep a session alive.</summary>
    public const string PollHeader = "Postbag-Poll";

    private static readonly TimeSpan SeenToThe = TimeSpan.FromMinutes(1);

    private const string Query =
        """
        SELECT s.staff_id, s.started_at, s.last_seen_at, m.name, m.role, o.idle_minutes, o.second_factor_for_all,
          m.two_factor_enabled, EXISTS (SELECT 1 FROM staff_passkey p WHERE p.staff_id = m.id)
        FROM staff_session s JOIN staff_member m ON m.id = s.staff_id CROSS JOIN office o
        WHERE s.id = @id AND s.ended_at IS NULL AND m.suspended_at IS NULL
        """;

    public static Task SetAsync(HttpContext context, Id<StaffSession> session) => context.SignInAsync(
        IdentityConstants.ApplicationScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(CurrentPerson.SessionClaim, session.ToString())], IdentityConstants.ApplicationScheme)));

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var engine = services.GetRequiredService<CurrentOffice>().Office.Engine;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var cancellationToken = context.HttpContext.RequestAborted;
        var found = Id<StaffSession>.TryParse(
            context.Principal?.FindFirstValue(CurrentPerson.SessionClaim), null, out var id)
            ? await FindAsync(engine, id, cancellationToken)
            : null;
        if (found is null || !found.Holds(now))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        var isPoll = context.HttpContext.Request.Headers.ContainsKey(PollHeader);
        if (!isPoll && now - found.LastSeenAt >= SeenToThe) await SeenAsync(engine, id, now, cancellationToken);
        context.ReplacePrincipal(found.ToPrincipal(id));
    }

    private static async Task<Found?> FindAsync(
        Engine engine, Id<StaffSession> id, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Query;
        Add(command, "@id", engine.IdValue(id.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new Found(
            new Id<StaffMember>(engine.ReadId(reader, 0)),
            Instants.FromMicroseconds(reader.GetInt64(1)),
            Instants.FromMicroseconds(reader.GetInt64(2)),
            reader.GetString(3),
            Roles.Parse(reader.GetString(4))!.Value,
            TimeSpan.FromMinutes(reader.GetInt32(5)),
            reader.GetBoolean(6),
            reader.GetBoolean(7) || reader.GetBoolean(8));
    }

    private static Task SeenAsync(
        Engine engine, Id<StaffSession> id, DateTimeOffset now, CancellationToken cancellationToken) =>
            engine.WriteAsync(
        async (connection, token) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                "UPDATE staff_session SET last_seen_at = @now WHERE id = @id AND ended_at IS NULL AND last_seen_at < @now";
            Add(command, "@now", Instants.ToMicroseconds(now));
            Add(command, "@id", engine.IdValue(id.Value));
            await command.ExecuteNonQueryAsync(token);
        },
        cancellationToken);

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private sealed record Found(
        Id<StaffMember> StaffId, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, string Name, Role Role,
        TimeSpan Idle, bool SecondFactorForAll, bool HasSecondFactor)
    {
        public bool Holds(DateTimeOffset now) => StaffSession.Holds(StartedAt, LastSeenAt, now, Idle);

        public ClaimsPrincipal ToPrincipal(Id<StaffSession> session)
        {
            var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme);
            identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, StaffId.ToString()));
            identity.AddClaim(new Claim(ClaimTypes.Name, Name));
            identity.AddClaim(new Claim(ClaimTypes.Role, Role.Key()));
            identity.AddClaim(new Claim(CurrentPerson.SessionClaim, session.ToString()));
            if (!HasSecondFactor && Permissions.NeedsSecondFactor(Role, SecondFactorForAll))
                identity.AddClaim(new Claim(CurrentPerson.SetUpClaim, "second factor"));
            return new ClaimsPrincipal(identity);
        }
    }
}
