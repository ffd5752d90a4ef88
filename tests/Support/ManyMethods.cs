using System;
using System.IO;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Tests.Support;

/// <summary>An assembly of as many methods as wanted, written without a compiler, which would take most of the time.</summary>
public static class ManyMethods
{
    public const int OfOneType = 1000;
    public const string CallAll = "CallAll";

    /// <summary>Types <c>T0</c>, <c>T1</c>... with static methods <c>M0</c>, <c>M1</c>... that sum up to their argument; <c>CallAll</c> of each type calls all of its methods with 3.</summary>
    /// <param name="folder">Where to write.</param>
    /// <param name="name">Simple name of the assembly.</param>
    /// <param name="methods">How many; a multiple of <see cref="OfOneType"/>.</param>
    public static string ToAssembly(string folder, string name, int methods)
    {
        using var module = ModuleDefinition.CreateModule(name, new ModuleParameters { Kind = ModuleKind.Dll, Runtime = TargetRuntime.Net_4_0, AssemblyResolver = new References() });

        // Core types are named by System.Runtime, as a compiler does it.
        var core = new AssemblyNameReference("System.Runtime", new Version(10, 0, 0, 0)) { PublicKeyToken = [0xb0, 0x3f, 0x5f, 0x7f, 0x11, 0xd5, 0x0a, 0x3a] };
        module.AssemblyReferences.Clear();
        module.AssemblyReferences.Add(core);
        var root = new TypeReference("System", "Object", module, core);
        for (var i = 0; i < methods / OfOneType; i++)
        {
            var type = new TypeDefinition("Many", "T" + i, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, root);
            module.Types.Add(type);
            var all = NewMethod(module, CallAll);
            all.Body.Instructions.Add(Instruction.Create(OpCodes.Ldc_I4_0));
            for (var j = 0; j < OfOneType; j++)
            {
                var method = Sum(module, "M" + j);
                type.Methods.Add(method);
                all.Body.Instructions.Add(Instruction.Create(OpCodes.Ldc_I4_3));
                all.Body.Instructions.Add(Instruction.Create(OpCodes.Call, method));
                all.Body.Instructions.Add(Instruction.Create(OpCodes.Add));
            }

            all.Body.Instructions.Add(Instruction.Create(OpCodes.Ret));
            type.Methods.Add(all);
        }

        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".dll");
        module.Write(path);
        return path;
    }

    // for (; n > 0; n--) sum += n;
    private static MethodDefinition Sum(ModuleDefinition module, string name)
    {
        var method = NewMethod(module, name);
        method.Parameters.Add(new ParameterDefinition("n", ParameterAttributes.None, module.TypeSystem.Int32));
        method.Body.InitLocals = true;
        method.Body.Variables.Add(new VariableDefinition(module.TypeSystem.Int32));
        var test = Instruction.Create(OpCodes.Ldarg_0);
        var step = Instruction.Create(OpCodes.Ldloc_0);
        var il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Br_S, test);
        il.Append(step);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc_0);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Starg_S, method.Parameters[0]);
        il.Append(test);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Bgt_S, step);
        il.Emit(OpCodes.Ldloc_0);
        il.Emit(OpCodes.Ret);
        return method;
    }

    private static MethodDefinition NewMethod(ModuleDefinition module, string name)
        => new(name, MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig, module.TypeSystem.Int32);

    private sealed class References : BaseAssemblyResolver
    {
        public References()
        {
            foreach (var path in CompileSource.References)
                AddSearchDirectory(Path.GetDirectoryName(path));
        }
    }
}
