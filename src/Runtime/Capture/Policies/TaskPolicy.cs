using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;
using Weaver.Common;

namespace Weaver.Capture.Policies;

/// <summary>The framework's tasks: status, and result or exception when they are there. Never waits.</summary>
/// <remarks>
/// The property <c>Exception</c> would mark the exception as observed and so silence what the program hears of tasks that
/// nobody awaited; it is read from where it lies. So is the id: a task gets one only when it is asked for, and the next
/// tasks that the program asks would have others. Until then it is 0.
/// </remarks>
internal sealed class TaskPolicy : CapturePolicy
{
    private const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly FieldInfo? s_contingent = typeof(Task).GetField("m_contingentProperties", Private);
    private static readonly FieldInfo? s_holder = FieldOf(s_contingent?.FieldType, "m_exceptionsHolder");
    private static readonly FieldInfo? s_faults = FieldOf(s_holder?.FieldType, "m_faultExceptions");
    private static readonly int s_id = FieldOf(typeof(Task), "m_taskId") is { } id && id.FieldType == typeof(int) ? FieldOffsets.Of(id) : -1;

    private readonly FieldInfo? _result;
    private readonly string _typeName;

    public TaskPolicy(Type type)
    {
        var generic = GenericTask(type);

        // An async method without a result runs as a task of a type that stands for none.
        if (generic is not null && generic.GenericTypeArguments[0].FullName != "System.Threading.Tasks.VoidTaskResult")
            _result = FieldOf(generic, "m_result");

        _typeName = _result is null ? nameof(Task) : generic!.Name;
    }

    /// <summary>The name to show is that of the public type: what runs is often an internal subclass.</summary>
    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        SpecialObject.Write(value, _typeName, capturer, _result, static (result, value, capturer, ref fields) =>
        {
            var task = (Task)value;
            var status = task.Status;
            if (fields.Begin("Id", typeof(int)))
                capturer.Int32(IdOf(task));
            if (fields.Begin("Status", typeof(TaskStatus)))
                capturer.Value(in status);
            if (status == TaskStatus.RanToCompletion && result is not null && fields.Begin("Result", result.FieldType))
                capturer.Boxed(result.GetValue(task), result.FieldType, Nullable.GetUnderlyingType(result.FieldType) is not null);
            if (status == TaskStatus.Faulted && fields.Begin("Exception", typeof(Exception)))
                capturer.Reference(ExceptionOf(task), typeof(Exception));
        });
    }

    private static int IdOf(Task task) => s_id < 0 ? task.Id : Unsafe.ReadUnaligned<int>(in FieldOffsets.At(task, s_id));

    private static Exception? ExceptionOf(Task task)
    {
        var holder = s_contingent?.GetValue(task) is { } contingent ? s_holder?.GetValue(contingent) : null;
        return holder is not null && s_faults?.GetValue(holder) is List<ExceptionDispatchInfo> { Count: > 0 } faults
            ? faults[0].SourceException
            : null;
    }

    private static Type? GenericTask(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.IsGenericType && current.GetGenericTypeDefinition() == typeof(Task<>))
                return current;
        }

        return null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Without the field the result or the exception is left out.")]
    private static FieldInfo? FieldOf(Type? type, string name) => type?.GetField(name, Private);
}
