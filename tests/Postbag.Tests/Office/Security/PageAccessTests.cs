using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Security;

/// <summary>Every page of either side, for every role: in, or 403, as the table of permissions says.</summary>
public sealed class PageAccessTests(TestOffice office) : IClassFixture<TestOffice>
{
    [Fact]
    public void Every_page_says_who_may_enter()
    {
        foreach (var side in new[] { office.Casework, office.Party })
        {
            var silent = PagesOf(side).Where(page =>
                page.Metadata.GetMetadata<IAuthorizeData>() is null
                    && page.Metadata.GetMetadata<IAllowAnonymous>() is null);

            silent.Select(page => page.RoutePattern.RawText).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_permission_is_somebodys_and_an_office_manager_has_all_but_none_is_for_nobody()
    {
        foreach (var permission in Enum.GetValues<Permission>())
        {
            Permissions.RolesFor(permission).ShouldNotBeEmpty();
            Permissions.Allow(Role.OfficeManager, permission).ShouldBeTrue($"{permission}");
        }
    }

    [Theory]
    [InlineData(Role.Representative)]
    [InlineData(Role.OfficeManager)]
    [InlineData(Role.Caseworker)]
    [InlineData(Role.Volunteer)]
    [InlineData(Role.Auditor)]
    public async Task Everyone_gets_into_the_pages_of_their_role_and_no_further(Role role)
    {
        foreach (var side in new[] { office.Casework, office.Party })
        {
            var visitor = await side.AsAsync(role);
            foreach (var page in PagesOf(side).Where(HasPlainAddress))
            {
                var needed = page.Metadata.GetOrderedMetadata<NeedsAttribute>().Select(needs => needs.Permission)
                    .ToList();
                var mayEnter = needed.All(permission => Permissions.Allow(role, permission));

                var answer = await visitor.GetAsync("/" + page.RoutePattern.RawText!.TrimStart('/'));

                var address = $"{side.Office.Side.Key} /{page.RoutePattern.RawText} as {role}";
                if (mayEnter) ((int)answer.Status).ShouldBeLessThan(400, address);
                else answer.Status.ShouldBe(HttpStatusCode.Forbidden, address);
            }
        }
    }

    [Fact]
    public async Task Nobody_gets_into_a_closed_page_without_signing_in()
    {
        foreach (var side in new[] { office.Casework, office.Party })
        {
            using var stranger = new Visitor(side.Address);
            foreach (var page in PagesOf(side).Where(HasPlainAddress))
            {
                if (page.Metadata.GetMetadata<IAllowAnonymous>() is not null) continue;

                var answer = await stranger.GetAsync("/" + page.RoutePattern.RawText!.TrimStart('/'));

                answer.Location.ShouldNotBeNull($"/{page.RoutePattern.RawText}");
                answer.Location.ShouldStartWith("/sign-in?to=");
            }
        }
    }

    /// <summary>A page posted to without its token is refused before it does anything.</summary>
    [Fact]
    public async Task Every_form_needs_its_token()
    {
        var manager = await office.Casework.AsAsync(Role.OfficeManager);
        string[] forms = ["/sign-out", "/staff/add", "/office", "/security/password", "/jobs?handler=Cancel",
            "/security/sessions?handler=EndAll", "/sign-in/passkey?handler=Options",
            "/security/passkeys?handler=Options"];
        foreach (var form in forms)
        {
            var answer = await manager.PostWithoutTokenAsync(form, new { Name = "x" });

            answer.Status.ShouldBe(HttpStatusCode.BadRequest, form);
        }
    }

    private static IReadOnlyList<RouteEndpoint> PagesOf(ServedSide side) =>
    [
        .. side.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null),
    ];

    private static bool HasPlainAddress(RouteEndpoint page) => page.RoutePattern.Parameters.Count == 0;
}
