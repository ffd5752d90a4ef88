using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Weaver.Contract;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Manifests;

/// <summary>
/// The class that the weaver adds to a module: one byte per gate in one inline array, so that a gate is one compare with
/// an absolute address, and neither a type initializer nor a field limit stands in the way.
/// </summary>
internal sealed class Holder
{
    private readonly ModuleDefinition _module;
    private readonly RuntimeReferences _references;
    private readonly TypeDefinition _type;
    private readonly TypeDefinition _array;
    private readonly MethodDefinition _gate;

    public Holder(ModuleDefinition module, RuntimeReferences references)
    {
        _module = module;
        _references = references;
        var valueType = new TypeReference("System", "ValueType", module, module.TypeSystem.CoreLibrary);
        _type = new TypeDefinition("", HookNames.Holder, TypeAttributes.NotPublic | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, module.TypeSystem.Object);
        _array = new TypeDefinition("", HookNames.HolderGateArray, TypeAttributes.NestedAssembly | TypeAttributes.Sealed | TypeAttributes.SequentialLayout | TypeAttributes.BeforeFieldInit, valueType);
        _array.Fields.Add(new FieldDefinition("_first", FieldAttributes.Private, module.TypeSystem.Byte));
        _type.NestedTypes.Add(_array);
        All = new FieldDefinition(HookNames.HolderAll, FieldAttributes.Assembly | FieldAttributes.Static, _array);
        Module = new FieldDefinition(HookNames.HolderModule, FieldAttributes.Assembly | FieldAttributes.Static, module.TypeSystem.Int32);
        _type.Fields.Add(All);
        _type.Fields.Add(Module);
        _type.CustomAttributes.Add(new CustomAttribute(references.CompilerGenerated));
        _gate = CreateGate();
        _type.Methods.Add(_gate);
    }

    public FieldDefinition All { get; }

    /// <summary>The number under which the runtime knows this module.</summary>
    public FieldDefinition Module { get; }

    public static bool IsIn(ModuleDefinition module) => module.Types.Any(t => t.Name == HookNames.Holder);

    /// <summary>Adds the class and its registration once the number of gates is known.</summary>
    public void Complete(int gates)
    {
        // An inline array has at least one element.
        var length = new CustomAttribute(_references.InlineArray);
        length.ConstructorArguments.Add(new CustomAttributeArgument(_module.TypeSystem.Int32, gates == 0 ? 1 : gates));
        _array.CustomAttributes.Add(length);
        _module.Types.Add(_type);
        Register(gates);
    }

    // static ref byte Gate(int n) => ref All[n];
    private MethodDefinition CreateGate()
    {
        var gate = new MethodDefinition(HookNames.HolderGate, MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig, new ByReferenceType(_module.TypeSystem.Byte));
        var number = new ParameterDefinition("n", ParameterAttributes.None, _module.TypeSystem.Int32);
        gate.Parameters.Add(number);
        foreach (var instruction in new Il().LoadStaticAddress(All).Load(number).Emit(OpCodes.Add).Emit(OpCodes.Ret).Code)
            gate.Body.Instructions.Add(instruction);

        gate.Body.OptimizeMacros();
        return gate;
    }

    // Module = Gates.Register(typeof(<WeaverGates>), gates, &Gate);
    private void Register(int gates)
    {
        var initializer = ModuleInitializer();
        var code = new Il()
            .Add(Instruction.Create(OpCodes.Ldtoken, _type))
            .Load(gates)
            .Add(Instruction.Create(OpCodes.Ldftn, _gate))
            .Call(_references.Register)
            .Add(Instruction.Create(OpCodes.Stsfld, Module))
            .Code;
        for (var i = 0; i < code.Count; i++)
            initializer.Body.Instructions.Insert(i, code[i]);
    }

    private MethodDefinition ModuleInitializer()
    {
        var type = _module.Types.First(t => t.Name == "<Module>");
        var initializer = type.Methods.FirstOrDefault(m => m.Name == ".cctor");
        if (initializer == null)
        {
            initializer = new MethodDefinition(
                ".cctor",
                MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
                _module.TypeSystem.Void);
            initializer.Body.Instructions.Add(Instruction.Create(OpCodes.Ret));
            type.Methods.Add(initializer);
        }

        return initializer;
    }
}
