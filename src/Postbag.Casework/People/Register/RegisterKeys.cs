using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Writers;
using Postbag.Storage;

namespace Postbag.Casework.People.Register;

/// <summary>Whether writers are on the office's register of electors. Of that only keys are kept: a hash of a name's
/// first and last word and a postcode, made with a secret of this office's own. Nobody can be read out of it, nor found
/// but by who knows both.</summary>
/// <remarks>The secret lies beside the keys: whoever has stolen the whole database can try names they know. It keeps
/// the list from being a list.</remarks>
internal sealed class RegisterKeys
{
    private const int MostPostcodes = 3;

    private readonly byte[] secret;
    private readonly HashSet<string> found;

    private RegisterKeys(byte[] secret, HashSet<string> found) => (this.secret, this.found) = (secret, found);

    /// <summary>Asks for all of a batch at once; an office without a register is asked once.</summary>
    public static async Task<RegisterKeys> LoadAsync(
        Engine engine, DbConnection connection, IEnumerable<LetterEvidence> letters,
        CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        await using var head = connection.Command("SELECT secret FROM register_head WHERE entries > 0");
        if (await head.ExecuteScalarAsync(cancellationToken) is not string text) return new RegisterKeys([], found);
        var secret = Convert.FromHexString(text);
        var list = NumberList.Of(engine);
        await using var command = connection.Command(
            $"SELECT key FROM register_key WHERE {list.In("key", "@keys")}",
            ("@keys", list.Texts(letters.SelectMany(letter => KeysOf(secret, letter)).Distinct())));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found.Add(reader.GetString(0));
        return new RegisterKeys(secret, found);
    }

    /// <summary>Whether somebody of this name is registered at a postcode that the writer gives as their own. False
    /// says nothing.</summary>
    public bool Has(LetterEvidence evidence) => found.Count > 0 && KeysOf(secret, evidence).Any(found.Contains);

    /// <returns>The key; null for a name of one word, or of initials: too many share those.</returns>
    public static string? KeyOf(byte[] secret, string name, string postcode)
    {
        var words = PersonName.Folded(name);
        return words.Count < 2 || words[0].Length < 2 || words[^1].Length < 2
            ? null : KeyOf(secret, words[0], words[^1], postcode);
    }

    private static string KeyOf(byte[] secret, string first, string last, string postcode) =>
        Convert.ToHexString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{first} {last} {postcode}"))
            .AsSpan(0, 16));

    private static IEnumerable<string> KeysOf(byte[] secret, LetterEvidence evidence)
    {
        if (evidence.Name is not { } name
            || PersonName.Folded(name) is not [{ Length: > 1 } first, .., { Length: > 1 } last]) yield break;
        foreach (var postcode in evidence.Of(EvidenceKind.Postcode).Where(item => item.Of == EvidenceOf.Writer)
            .Select(item => item.Value)
            .Distinct().Take(MostPostcodes))
        {
            yield return KeyOf(secret, first, last, postcode);
            // In many cultures the family's name comes first.
            yield return KeyOf(secret, last, first, postcode);
        }
    }
}
