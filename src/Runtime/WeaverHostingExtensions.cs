using System;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weaver.Hosting;

namespace Weaver;

/// <summary>Live debugging for programs with a host.</summary>
public static class WeaverHostingExtensions
{
    /// <summary>
    /// Starts the debugger with the host, before the services registered after it, and stops it with the host. Options
    /// come from the configuration section <c>Weaver</c>.
    /// </summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="configure">Changes the options after the section was bound; null for none.</param>
    public static IHostApplicationBuilder AddWeaver(this IHostApplicationBuilder builder, Action<WeaverOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new WeaverOptions { ContentRoot = builder.Environment.ContentRootPath };
        OptionsBinder.Bind(builder.Configuration.GetSection(OptionsBinder.Section), options);
        configure?.Invoke(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddHostedService<WeaverHostedService>();
        return builder;
    }
}
