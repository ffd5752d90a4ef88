using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Metadata;

namespace Weaver.Common;

/// <summary>Where a static number lies, so that it can be read without reflection, which boxes it each time.</summary>
/// <remarks>
/// No interface tells it, but reflection itself asks the runtime and keeps the answer for the life of the process. We ask the
/// same question. It is believed only after numbers of our own were found by it; otherwise reflection goes on reading.
/// Only numbers are read so: whatever bits lie at a place, they make a number.
/// </remarks>
internal static class StaticAddresses
{
    private static readonly MethodInfo? s_ask = FindMethod();
    private static readonly bool s_areRight = s_ask is not null && AreRight();

    /// <summary>The address of a static field of a primitive type; 0 when it is not known.</summary>
    /// <remarks>
    /// The type must have no static constructor. Fields of each thread and of assemblies that can go have no lasting place, one
    /// that hot reload added lies elsewhere, and of a generic type the question does not say which.
    /// </remarks>
    public static nint Of(FieldInfo field) =>
        s_areRight
        && field.FieldType.IsPrimitive
        && field.DeclaringType is { IsCollectible: false, IsGenericType: false }
        && !MetadataUpdater.IsSupported
        && AttributeNames.Find(field, nameof(System), nameof(ThreadStaticAttribute)) == false
            ? Ask(field)
            : 0;

    private static nint Ask(FieldInfo field)
    {
        try
        {
            // Makes sure that the field has a place already.
            field.GetValue(null);
            return s_ask!.Invoke(null, [field]) is nint address ? address : 0;
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            return 0;
        }
    }

    private static unsafe bool AreRight()
    {
        Sample.Large = 0x1122334455667788;
        Sample.Small = 0x5A;
        var large = typeof(Sample).GetField(nameof(Sample.Large)) is { } first ? Ask(first) : 0;
        var small = typeof(Sample).GetField(nameof(Sample.Small)) is { } second ? Ask(second) : 0;
        if (large == 0 || small == 0 || *(long*)large != Sample.Large || *(byte*)small != Sample.Small)
            return false;

        // Twice, because a copy would show the same once.
        Sample.Large = -3;
        Sample.Small = 7;
        return *(long*)large == -3 && *(byte*)small == 7;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Without the method, reflection reads the fields.")]
    private static MethodInfo? FindMethod()
    {
        var field = typeof(Sample).GetField(nameof(Sample.Large));
        foreach (var method in typeof(RuntimeFieldHandle).GetMethods(BindingFlags.Static | BindingFlags.NonPublic))
        {
            if (method.Name == "GetStaticFieldAddress" && method.ReturnType == typeof(nint) && method.GetParameters() is [var parameter] && parameter.ParameterType.IsInstanceOfType(field))
                return method;
        }

        return null;
    }

    private static class Sample
    {
        public static long Large;
        public static byte Small;
    }
}
