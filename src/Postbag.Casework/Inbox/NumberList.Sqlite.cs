using System.Globalization;
using System.Text.Json;

namespace Postbag.Casework.Inbox;

internal sealed class SqliteNumberList : NumberList
{
    public override string In(string column, string parameter) =>
        $"{column} IN (SELECT value FROM json_each({parameter}))";

    /// <remarks>Whoever writes to SQLite is alone.</remarks>
    public override string TakenIn(string parameter) => In("number", parameter);

    public override object Value(IEnumerable<long> numbers) =>
        $"[{string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";

    public override object Texts(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);
}
