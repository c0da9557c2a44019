using Postbag.Casework.Inbox;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere;

/// <summary>The addresses of the pages about somebody else's constituents.</summary>
public static class ElsewhereLinks
{
    public const string Words = "/casework/elsewhere/words";

    public const string Clock = "/casework/elsewhere/clock";

    public static string ClockAct(string act) => $"{Clock}?handler={act}";

    public static string Show(Id<Message> id) => $"/casework/elsewhere/{id}";

    public static string Act(Id<Message> id, string act) => $"{Show(id)}?handler={act}";
}
