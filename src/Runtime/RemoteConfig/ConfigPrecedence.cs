namespace Weaver.RemoteConfig;

/// <summary>Which source counts where several have a probe of one id: the one with the lowest number.</summary>
internal static class ConfigPrecedence
{
    public const int Agent = 0;

    /// <summary>Of the first address; further ones follow in their order.</summary>
    public const int FirstUrl = 1;

    public const int File = 1000;
}
