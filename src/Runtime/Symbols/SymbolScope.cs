using System.Collections.Generic;

namespace Weaver.Symbols;

/// <summary>What a scope is.</summary>
internal enum ScopeKind
{
    Assembly,
    Class,
    Method,

    /// <summary>A lambda or a local function.</summary>
    Closure,

    /// <summary>Lines of a method in which further local variables can be named.</summary>
    Local,
}

/// <summary>What a symbol is.</summary>
internal enum SymbolKind
{
    Field,
    StaticField,
    Argument,
    Local,
}

/// <summary>A name that an expression may use within its scope.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">As an expression spells it.</param>
/// <param name="Type">Full name of its type.</param>
/// <param name="Line">First line on which it can be named; <see cref="SymbolScope.UnknownStart"/> when that is not known.</param>
/// <param name="Modifiers">Such as <c>private</c>; empty when they are not known.</param>
internal sealed record Symbol(SymbolKind Kind, string Name, string Type, int Line, IReadOnlyList<string> Modifiers);

/// <summary>A stretch of code with a name, and what can be named within it.</summary>
internal sealed class SymbolScope(ScopeKind kind, string name)
{
    /// <summary>A line that is not known, at the start.</summary>
    public const int UnknownStart = 0;

    /// <summary>A line that is not known, at the end.</summary>
    public const int UnknownEnd = int.MaxValue;

    public ScopeKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Null when it is not known.</summary>
    public string? SourceFile { get; set; }

    public int StartLine { get; set; } = UnknownStart;

    public int EndLine { get; set; } = UnknownEnd;

    /// <summary>Lines on which a probe can be set, neighbors joined.</summary>
    public IReadOnlyList<(int Start, int End)> InjectibleLines { get; set; } = [];

    public List<Symbol> Symbols { get; } = [];

    public List<SymbolScope> Scopes { get; } = [];

    /// <summary>What is particular to the language, by its wire name: a text, a number, a flag or a list of texts.</summary>
    public Dictionary<string, object> Specifics { get; } = [];
}
