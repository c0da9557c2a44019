namespace Postbag.Casework.Inbox;

internal sealed class PostgresNumberList : NumberList
{
    public override string In(string column, string parameter) => $"{column} = ANY ({parameter})";

    public override string TakenIn(string parameter) =>
        $"number IN (SELECT t.number FROM message t WHERE t.number = ANY ({parameter}) ORDER BY t.number FOR NO KEY UPDATE)";

    public override object Value(IEnumerable<long> numbers) => numbers.ToArray();

    public override object Texts(IEnumerable<string> texts) => texts.ToArray();
}
