using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Playwright;
using Shouldly;

namespace Postbag.Tests.Support;

/// <summary>Someone at a browser without scripts: keeps cookies, follows no redirect by itself, fills forms
/// in.</summary>
public sealed class Visitor : IDisposable
{
    private readonly Uri address;

    public Visitor(Uri address)
    {
        this.address = address;
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies })
        {
            BaseAddress = address,
        };
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0");
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies { get; } = new();

    public async Task<VisitedPage> GetAsync(string url) => await VisitedPage.ReadAsync(await Http.GetAsync(url));

    /// <summary>Gets the page, fills in the form that posts to <paramref name="action"/> (or the page's only fitting
    /// one) with its hidden fields and the antiforgery token, and posts it.</summary>
    /// <param name="url">The page that holds the form.</param>
    /// <param name="form">Names and values; an anonymous object or a dictionary.</param>
    /// <param name="action">Part of the form's address, where the page has several; null for the first with these
    /// fields.</param>
    public async Task<VisitedPage> PostAsync(string url, object? form = null, string? action = null)
    {
        var page = await GetAsync(url);
        page.Status.ShouldBe(HttpStatusCode.OK, $"the form at {url}");
        return await SubmitAsync(page, url, form, action);
    }

    /// <summary>Fills in a form of a page that is there already.</summary>
    public async Task<VisitedPage> SubmitAsync(VisitedPage page, string url, object? form = null, string? action = null)
    {
        var values = ValuesOf(form);
        var target = page.Document.QuerySelectorAll<IHtmlFormElement>("main form[method=post], form[method=post]")
            .FirstOrDefault(f => action is not null
                ? (f.GetAttribute("action") ?? url).Contains(action, StringComparison.Ordinal)
                : values.Keys.All(name => f.QuerySelector($"[name=\"{name}\"]") is not null))
            ?? throw new InvalidOperationException($"{url} has no such form.");
        var fields = target.QuerySelectorAll<IHtmlInputElement>("input[name]")
            .Where(input => input.Type is "hidden" or "text" or "email"
                || (input.Type is "checkbox" or "radio" && input.IsChecked))
            .Where(input => !values.ContainsKey(input.Name!))
            .Select(input => KeyValuePair.Create(input.Name!, input.Value))
            .Concat(values.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value))));
        var to = target.GetAttribute("action") is { Length: > 0 } there ? there : url;
        return await VisitedPage.ReadAsync(await Http.PostAsync(to, new FormUrlEncodedContent(fields)));
    }

    /// <summary>Posts without a token, as somebody else's page would.</summary>
    public async Task<VisitedPage> PostWithoutTokenAsync(string url, object? form = null) =>
        await VisitedPage.ReadAsync(
            await Http.PostAsync(url, new FormUrlEncodedContent(
                ValuesOf(form).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value))))));

    /// <summary>Follows redirects of this address until there is a page.</summary>
    public async Task<VisitedPage> FollowAsync(VisitedPage page)
    {
        for (var i = 0; i < 10 && page.Location is { } to; i++) page = await GetAsync(to);
        return page;
    }

    /// <summary>The same person in a real browser: hands the cookies to a Playwright context.</summary>
    public Task HandOverAsync(IBrowserContext browser) => browser.AddCookiesAsync(
        Cookies.GetCookies(address).Select(cookie => new Microsoft.Playwright.Cookie
        {
            Name = cookie.Name, Value = cookie.Value, Domain = address.Host, Path = "/", HttpOnly = true,
        }));

    public void Dispose() => Http.Dispose();

    private static Dictionary<string, string[]> ValuesOf(object? form) => form switch
    {
        null => [],
        IReadOnlyDictionary<string, string> pairs => pairs.ToDictionary(pair => pair.Key, pair => new[] { pair.Value }),
        _ => form.GetType().GetProperties().ToDictionary(
            property => property.Name,
            property => property.GetValue(form) switch
            {
                null => [],
                string[] several => several,
                var value => [Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!],
            }),
    };
}

/// <summary>What came back, read as HTML.</summary>
public sealed class VisitedPage
{
    private VisitedPage(HttpResponseMessage answer, string text, IHtmlDocument document) =>
        (Answer, Text, Document) = (answer, text, document);

    public HttpResponseMessage Answer { get; }

    public string Text { get; }

    public IHtmlDocument Document { get; }

    public HttpStatusCode Status => Answer.StatusCode;

    /// <summary>Where it redirects to, as path and query; null if it doesn't.</summary>
    public string? Location => Answer.Headers.Location switch
    {
        null => null,
        { IsAbsoluteUri: true } absolute => absolute.PathAndQuery,
        var relative => relative.OriginalString,
    };

    public string? Title => Document.QuerySelector("h1")?.TextContent.Trim();

    internal static async Task<VisitedPage> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var document = await BrowsingContext.New().OpenAsync(request => request.Content(text));
        return new VisitedPage(answer, text, (IHtmlDocument)document);
    }

    /// <summary>The page came back with this sentence in its error summary.</summary>
    public void ShouldRefuse(string sentence) =>
        (Document.QuerySelector(".govuk-error-summary")?.TextContent ?? $"status {Status}, no error")
            .ShouldContain(sentence);

    /// <summary>The act was done and leads on.</summary>
    public VisitedPage ShouldLeadTo(string url)
    {
        Location.ShouldBe(url,
            $"status {Status}: {Document.QuerySelector(".govuk-error-summary")?.TextContent.Trim()}");
        return this;
    }
}
