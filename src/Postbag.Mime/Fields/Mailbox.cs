namespace Postbag.Mime;

/// <summary>One address of a field (RFC 5322 §3.4).</summary>
/// <param name="Name">The display name, decoded; null if there is none.</param>
/// <param name="Address">local@domain; never null.</param>
/// <param name="Group">The name of the group it stands in; null if it stands in none.</param>
public sealed record Mailbox(string? Name, string Address, string? Group);
