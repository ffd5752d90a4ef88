using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Architecture.Tests;

/// <summary>What the pages promise is there.</summary>
[TestClass]
public sealed partial class DocsTests
{
    [TestMethod]
    public void Links_ToFilesOfTheTree_Resolve()
    {
        var broken = new List<string>();
        foreach (var page in Pages())
        {
            foreach (Match link in Link().Matches(WithoutCode(File.ReadAllText(page))))
            {
                var target = link.Groups["target"].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                    continue;

                var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, target));
                if (!File.Exists(file) && !Directory.Exists(file))
                    broken.Add($"{Path.GetRelativePath(RepositoryFiles.Root, page)}: {target}");
            }
        }

        Assert.IsEmpty(broken, "These links lead nowhere:\n" + string.Join('\n', broken));
    }

    [TestMethod]
    public void Texts_AreAscii()
    {
        var odd = Pages().Where(static page => File.ReadAllText(page).Any(static c => c > '~')).Select(static page => Path.GetRelativePath(RepositoryFiles.Root, page)).ToList();

        Assert.IsEmpty(odd, "These pages hold characters beyond ASCII: " + string.Join(", ", odd));
    }

    private static List<string> Pages()
    {
        var pages = Directory.GetFiles(RepositoryFiles.Root, "*.md")
            .Concat(Directory.GetFiles(RepositoryFiles.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .ToList();
        Assert.IsNotEmpty(pages);
        return pages;
    }

    private static string WithoutCode(string text) => InlineCode().Replace(CodeBlock().Replace(text, ""), "");

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();
}
