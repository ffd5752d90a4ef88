using System;
using System.IO;
using Jint;

namespace Weaver.Libraries.Tests.Workloads;

/// <summary>
/// Jint runs a script that uses most of the language, and the front end of the TypeScript compiler, which scans
/// another script of its package.
/// </summary>
public static class JintWorkload
{
    private const string Language = """
        'use strict';
        const out = [];
        class Shape { #n; constructor(n) { this.#n = n; } get n() { return this.#n; } area() { return 0; } toString() { return `${this.constructor.name}:${this.area()}`; } }
        class Square extends Shape { area() { return this.n ** 2; } }
        out.push([new Shape(1), new Square(3)].join());
        function* walk(n) { for (let i = 0; i < n; i++) { const r = yield i * i; if (r) return r; } }
        out.push([...walk(6)], Object.fromEntries(new Map([['a', 1], ['b', 2]])));
        const fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2);
        out.push(fib(15));
        try { null.x; } catch ({ name, message }) { out.push(name, message); } finally { out.push('done'); }
        out.push('2024-01-15 and 1999-12-31'.replace(/(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)/g, '$<d>.$<m>.$<y>'));
        out.push([5, 3, 9, 1].sort((a, b) => a - b), [1, [2, [3, [4]]]].flat(Infinity));
        out.push(JSON.stringify({ a: [1, { b: null }], c: 'x', d: undefined, e: 1e21 }, null, 1));
        const proxy = new Proxy({}, { get: (t, k) => 'got ' + String(k), has: () => true });
        out.push(proxy.anything, 'x' in proxy);
        label: for (const a of [1, 2, 3]) { for (const b of [1, 2, 3]) { if (a * b === 4) { out.push([a, b]); break label; } } }
        const { x = 5, ...rest } = { y: 1, z: 2 }; out.push(x, rest);
        out.push(0.1 + 0.2, parseInt('42px'), Number('0x1f'), (12345.678).toFixed(1), 255n ** 10n + '');
        out.push([..."\u{1F600}a"].length, 'ab'.padStart(5, '*'), encodeURIComponent('a b&c'));
        const queens = (n, row = 0, cols = [], found = []) => {
          if (row === n) { found.push(cols.join('')); return found; }
          for (let c = 0; c < n; c++) if (cols.every((k, r) => k !== c && Math.abs(k - c) !== row - r)) queens(n, row + 1, [...cols, c], found);
          return found;
        };
        out.push(queens(6));
        JSON.stringify(out);
        """;

    private const string Scan = """
        var scanner = ts.createScanner(ts.ScriptTarget.ES2015, false, ts.LanguageVariant.Standard, text), found = [], kind;
        do {
          kind = scanner.scan();
          found.push(ts.SyntaxKind[kind] + ':' + scanner.getTokenPos() + '-' + scanner.getTextPos() + ':' + scanner.getTokenText());
        } while (kind !== ts.SyntaxKind.EndOfFileToken);
        found.join('\n');
        """;

    /// <summary>The compiler is left out where the folder does not hold it.</summary>
    public static string Run(string documents)
    {
        var output = new Jint.Engine().Evaluate(Language).AsString();
        var source = Path.Combine(documents, "tsc.js");
        if (!File.Exists(source))
            return output;

        var compiler = new Jint.Engine();
        compiler.Execute(FrontEnd(File.ReadAllText(source)));
        compiler.SetValue("text", File.ReadAllText(Path.Combine(documents, "cancellationToken.js")));
        return output + "\n" + compiler.Evaluate(Scan).AsString();
    }

    // The compiler is a row of blocks that all start alike; those before the type checker hold its scanner and parser.
    private static string FrontEnd(string compiler)
    {
        var checker = compiler.IndexOf("function createTypeChecker(", StringComparison.Ordinal);
        return compiler[..compiler.LastIndexOf("var ts;", checker, StringComparison.Ordinal)];
    }
}
