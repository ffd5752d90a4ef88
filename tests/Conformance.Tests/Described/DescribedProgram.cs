using System;

namespace Weaver.Conformance.Tests.Described;

/// <summary>The sample methods that the described cases tell of. A line that a case names says so in a comment.</summary>
internal static class DescribedProgram
{
    /// <summary>The number of the line that a comment marks, such as <c>// Method 18</c>.</summary>
    public static int Line(string mark)
    {
        var lines = Source.Split('\n');
        return Array.FindIndex(lines, l => l.TrimEnd().EndsWith("// " + mark, StringComparison.Ordinal)) + 1;
    }

    public const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;

        namespace Samples
        {
            public class InstanceVoidMethod
            {
                public int Number { get; set; }
                public void Method() { Number = 7; }
            }

            public class InstanceMethodWithArguments
            {
                public string Method(string lastName)
                {
                    return lastName;                                 // InstanceMethodWithArguments 18
                }
            }

            public class HasLocalsAndReturnValue
            {
                public int Number { get; set; } = 7;
                public void Run()
                {
                    GC.KeepAlive(this);                              // HasLocalsAndReturnValue 16
                    Method(Number);                                  // HasLocalsAndReturnValue 17
                }
                public string Method(int num)
                {
                    var timeSpan = TimeSpan.FromSeconds(num);
                    return timeSpan.ToString();                      // HasLocalsAndReturnValue 25
                }
            }

            public class StaticFieldsWithoutTypeInitializer
            {
                private static string _staticField;
                public static void Prepare() => _staticField = "Static Field";
                public string Method(string lastName) { return lastName; }
            }

            public static class StaticType
            {
                private static string _staticField = "Static Field";
                public static string StaticProperty { get; set; } = "Static Property";
                public static string Method(string lastName)
                {
                    return lastName;                                 // StaticType 23
                }
            }

            public static class AsyncStaticMethod
            {
                private static string ClassName;
                public static void Prepare() => ClassName = "AsyncStaticMethod";
                public static async Task<string> Method(string input)
                {
                    var output = ClassName + "." + input + ".";
                    await Task.Yield();
                    return output + nameof(Method);
                }
            }

            public class PiiBase { public string TestValue { get; set; } = "PiiBase"; }
            public class Pii2 : PiiBase { public string Pii2Value { get; set; } = "Pii2"; }

            public static class BaseLocalWithConcreteTypeInAsyncMethod
            {
                public static async Task<string> Method(int arg)
                {
                    PiiBase pii = arg == 2 ? new Pii2() : new PiiBase();
                    await Task.Yield();
                    var value = pii.TestValue;
                    await Task.Yield();
                    return "PII " + value;
                }
            }

            public class AsyncRecursiveCall
            {
                public async Task<int> Method(int i)
                {
                    await Task.Yield();
                    if (i == 2)
                        return i + 1;
                    i++;
                    return await Method(i);
                }
            }

            public class FixedBlockTest
            {
                public unsafe int Method(byte a)
                {
                    byte[] array = null;
                    Span<byte> span = stackalloc byte[] { 1, 2, 3 };
                    try
                    {
                        fixed (byte* ptr = span)
                        {
                            if (a > 100)
                                array = new byte[a];
                            return *ptr + a;                 // FixedBlockTest 10
                        }
                    }
                    finally
                    {
                        GC.KeepAlive(array);
                    }
                }
            }

            public enum State { Off, On }

            public class MultidimensionalArrayTest
            {
                private static readonly State[][] StateArray;
                static MultidimensionalArrayTest() { StateArray = new[] { new[] { State.Off }, new[] { State.On } }; }
                public void Method() { GC.KeepAlive(StateArray); }
            }

            public interface IGenericInterface<T> { T Value { get; set; } T GenericValue { get; set; } string Computed { get; } }
            public interface IInterface { string ShowMe { get; set; } string DontShowMe { get; } }

            public class Class<T> : IGenericInterface<T>
            {
                public T Value { get; set; }
                public T GenericValue { get; set; }
                public string Computed => throw new InvalidOperationException("a getter ran");
            }

            public class Class : IInterface
            {
                public string Field = "I'm a class field";
                private string _privateField;
                public Class(string text) => _privateField = text;
                public string ShowMe { get; set; }
                public string DontShowMe => _privateField = "This string should never be visible";
            }

            public class InterfaceProperties
            {
                public string Method(IGenericInterface<string> parameter1, IInterface parameter2)
                {
                    IGenericInterface<string> iGenericInterface = new Class<string> { Value = "Value", GenericValue = "" };
                    IInterface iInterface = new Class(null) { ShowMe = "" };
                    GC.KeepAlive(parameter2.DontShowMe);
                    GC.KeepAlive(iGenericInterface); GC.KeepAlive(iInterface); // InterfaceProperties 36
                    return parameter1.GenericValue;
                }
            }

            public class HasFieldLazyValueInitialized
            {
                public Lazy<string> FirstName = new Lazy<string>(() => "First");
                public string Method(string lastName) { return lastName; }
                public static string Run() { var it = new HasFieldLazyValueInitialized(); return it.Method(it.FirstName.Value); }
            }

            public class HasFieldLazyValueNotInitialized
            {
                public Lazy<string> FirstName = new Lazy<string>(() => "First");
                public string Method(string lastName) { return lastName; }
            }

            public class OuterClass { public string Id; public string PassWord; public string RedactMe; }
            public class IAmOkType { public string Name { get; set; } = "You should see me IAmOkType"; }
            public class RedactMeTypeA { public string Name { get; set; } = "You should not see me RedactMeTypeA"; }
            public class RedactMeTypeB { public string Name { get; set; } = "You should not see me RedactMeTypeB"; }
            public class AnotherRedactMeTypeB { public string Name { get; set; } = "You should not see me AnotherRedactMeTypeB"; }

            public class RedactionTest
            {
                public void Method()
                {
                    var _Pass_WoRD_ = "secret 1";
                    var _SeC_ReT = "secret 2";
                    var a = new OuterClass();
                    var b = new OuterClass();
                    var iamok = new IAmOkType();
                    var redactedTypeA = new RedactMeTypeA();
                    var redactedTypeB = new RedactMeTypeB();
                    var redactedTypeC = new AnotherRedactMeTypeB();
                    GC.KeepAlive((_Pass_WoRD_, _SeC_ReT, a, b, iamok, redactedTypeA, redactedTypeB, redactedTypeC));
                }
            }

            public class AsyncMethodRedactionTest
            {
                public async Task Method()
                {
                    var _Pass_WoRD_ = "secret 1";
                    var _SeC_ReT = "secret 2";
                    var a = new OuterClass();
                    var b = new OuterClass();
                    await Task.Yield();
                    GC.KeepAlive((_Pass_WoRD_, _SeC_ReT, a, b));
                }
            }

            public struct CaptureExpressionTestStruct
            {
                public string StringValue { get; set; }
                public List<string> Collection { get; set; }
                public Dictionary<string, string> Dictionary { get; set; }
            }

            public static class CaptureExpressionsMethod
            {
                public static int Method(string inputValue)
                {
                    var localValue = inputValue.Length;
                    var testStruct = new CaptureExpressionTestStruct
                    {
                        StringValue = inputValue,
                        Collection = new List<string> { "one", "two", "three" },
                        Dictionary = new Dictionary<string, string> { ["one"] = "first", ["two"] = "second" },
                    };
                    return localValue + testStruct.Collection.Count;
                }
            }

            public class TemplateWithLocalAtEntry
            {
                public int Method(int seed)
                {
                    var i = seed * 2;
                    return i + seed;
                }
            }

            public static class Envelope
            {
                public static int Throws(int value) { if (value > 0) throw new InvalidOperationException("no stock"); return value; }
                public static void Mutates(List<int> list) { list.Add(1); }
                public static void HasNoLocals(int value) { GC.KeepAlive(value); }
            }

            public static class Program
            {
                public static void InstanceVoidMethod() => new InstanceVoidMethod().Method();
                public static string InstanceMethodWithArguments() => new InstanceMethodWithArguments().Method("Last");
                public static void HasLocalsAndReturnValue() => new HasLocalsAndReturnValue().Run();
                public static string StaticFieldsWithoutTypeInitializer() { Samples.StaticFieldsWithoutTypeInitializer.Prepare(); return new StaticFieldsWithoutTypeInitializer().Method("Last name"); }
                public static string StaticType() => Samples.StaticType.Method("Last name");
                public static string AsyncStaticMethod() { Samples.AsyncStaticMethod.Prepare(); return Samples.AsyncStaticMethod.Method("RunAsync").GetAwaiter().GetResult(); }
                public static string BaseLocalWithConcreteTypeInAsyncMethod() => Samples.BaseLocalWithConcreteTypeInAsyncMethod.Method(2).GetAwaiter().GetResult();
                public static int AsyncRecursiveCall() => new AsyncRecursiveCall().Method(0).GetAwaiter().GetResult();
                public static int FixedBlockTest() => new FixedBlockTest().Method(5);
                public static void MultidimensionalArrayTest() => new MultidimensionalArrayTest().Method();
                public static string InterfaceProperties() => new InterfaceProperties().Method(
                    new Class<string> { Value = "T Value", GenericValue = "I'm a generic field" }, new Class("bla bla") { ShowMe = "Show Me!" });
                public static string HasFieldLazyValueInitialized() => Samples.HasFieldLazyValueInitialized.Run();
                public static string HasFieldLazyValueNotInitialized() => new HasFieldLazyValueNotInitialized().Method("Last");
                public static void RedactionTest() => new RedactionTest().Method();
                public static void AsyncMethodRedactionTest() => new AsyncMethodRedactionTest().Method().GetAwaiter().GetResult();
                public static int CaptureExpressionsMethod() => Samples.CaptureExpressionsMethod.Method("testValue");
                public static int TemplateWithLocalAtEntry() => new TemplateWithLocalAtEntry().Method(3);
                public static int Throws() => Envelope.Throws(1);
                public static void Mutates() => Envelope.Mutates(new List<int>());
                public static void HasNoLocals() => Envelope.HasNoLocals(1);
            }
        }
        """;
}
