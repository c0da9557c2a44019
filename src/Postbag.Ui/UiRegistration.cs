using Microsoft.Extensions.DependencyInjection;

namespace Postbag.Ui;

public static class UiRegistration
{
    /// <summary>
    /// What the layout and the tag helpers need. The composition then fills in <see cref="PageFrame"/>.
    /// </summary>
    public static IServiceCollection AddPostbagUi(this IServiceCollection services) => services.AddScoped<PageFrame>();
}
