using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Shapes.Tests.Running;

/// <summary>Puts <c>tail.</c> before the last call of the methods that are named so; no C# compiler does.</summary>
internal static class TailCalls
{
    /// <summary>The group of assets that this is for.</summary>
    public const string Group = "tail-calls";

    public static void Add(string assembly)
    {
        var symbols = Path.ChangeExtension(assembly, ".pdb");
        using var module = ModuleDefinition.ReadModule(
            new MemoryStream(File.ReadAllBytes(assembly)),
            new ReaderParameters { ReadSymbols = true, SymbolStream = new MemoryStream(File.ReadAllBytes(symbols)), InMemory = true });
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.Name.StartsWith("Tail", System.StringComparison.Ordinal)))
        {
            var call = method.Body.Instructions.Last(i => i.OpCode.Code is Code.Call or Code.Callvirt);
            var il = method.Body.GetILProcessor();
            il.InsertBefore(call, il.Create(OpCodes.Tail));
            if (call.Next.OpCode.Code == Code.Ret)
                continue;

            // A Debug build keeps the result in a local first, from where it is returned at the end.
            (call.Next.OpCode, call.Next.Operand) = (OpCodes.Nop, null);
            il.InsertAfter(call, il.Create(OpCodes.Ret));
        }

        module.Write(assembly, new WriterParameters { WriteSymbols = true });
    }
}
