using System;
using System.Reflection;
using Weaver.Contract;

namespace Weaver.Symbols;

/// <summary>A woven assembly whose names can be sent.</summary>
/// <param name="Id">Different for each assembly of the process, and never given twice.</param>
/// <param name="Name">Simple name.</param>
/// <param name="Manifest">What the weaver has recorded of it.</param>
/// <param name="Assembly">The assembly itself; null when it has been unloaded.</param>
internal sealed record SymbolModule(int Id, string Name, Manifest Manifest, Func<Assembly?> Assembly);
