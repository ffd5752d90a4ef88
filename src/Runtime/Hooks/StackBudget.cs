namespace Weaver.Hooks;

/// <summary>
/// How much of a thread's stack open twins hold together. A twin is a further frame on top of its original's, so a
/// recursion that fits the stack without probes might not with them; past the budget the originals run, which need no
/// more than they always did. <see cref="HookThread"/> keeps the books.
/// </summary>
internal static class StackBudget
{
    /// <summary>Of each thread, in bytes. The smallest default stack of a platform that .NET runs on is 1.5 MB.</summary>
    public const int MaxBytes = 256 * 1024;
}
