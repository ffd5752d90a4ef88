using System;
using System.Collections;
using Weaver.Common;
using Weaver.Frames;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Expressions;

/// <summary>The operators over collections of the fixed list and over what a filter gave. A hidden operand reveals nothing.</summary>
internal static class CollectionOperators
{
    /// <summary>len and isEmpty.</summary>
    public static Fault? Length(UnaryOperator op, in Value operand, ref EvaluationBudget budget, out Value value)
    {
        var name = op == UnaryOperator.Len ? "len" : "isEmpty";
        value = Value.Of(true);
        if (operand.IsNull)
        {
            return op == UnaryOperator.IsEmpty && operand.DeclaredType == typeof(string)
                ? null
                : Fault.OfValues("'" + name + "' cannot be applied, because its operand is null.");
        }

        if (operand.Kind == ValueKind.Redacted)
        {
            value = op == UnaryOperator.Len ? Value.Of(0) : Value.Of(false);
            return null;
        }

        var fault = Count(name, operand, op == UnaryOperator.IsEmpty, ref budget, out var count);
        value = op == UnaryOperator.IsEmpty ? Value.Of(count == 0) : count <= int.MaxValue ? Value.Of((int)count) : Value.Of(count);
        return fault;
    }

    /// <summary>Whether a collection holds an item equal to this one, or a dictionary such a key.</summary>
    public static Fault? Contains(in Value source, in Value item, RedactionRules rules, ref EvaluationBudget budget, out Value value)
    {
        value = Value.Of(false);
        if (source.Kind == ValueKind.Redacted || item.Kind == ValueKind.Redacted)
            return null;

        if (source.Reference is { } dictionary && KeyLookup.TryFind(dictionary, item, out var found, out _))
        {
            value = Value.Of(found);
            return null;
        }

        if (Walk("contains", source, out var elements) is { } fault)
            return fault;

        try
        {
            while (elements.MoveNext())
            {
                if (!budget.Step())
                    return budget.Fault;

                if (Comparison.AreEqual(elements.IsDictionary ? elements.Key : Shield.Admit(elements.Item, rules), item))
                {
                    value = Value.Of(true);
                    return null;
                }
            }
        }
        finally
        {
            elements.Dispose();
        }

        return null;
    }

    /// <summary>The element at a position or the value under a key.</summary>
    public static Fault? Index(IndexExpression node, in Value target, in Value index, RedactionRules rules, ref EvaluationBudget budget, out Value value)
    {
        value = target;
        if (target.Kind == ValueKind.Redacted)
            return null;

        if (target.IsNull)
            return Fault.OfValues("'" + node.Target + "' cannot be indexed, because it is null.");

        var kind = target.Kind == ValueKind.Object ? CollectionKinds.Of(target.Reference!.GetType()) : CollectionKind.None;
        if (kind == CollectionKind.Dictionary)
            return Key(target, index, rules, ref budget, out value);

        if (kind != CollectionKind.List && target.Kind != ValueKind.Items)
            return Fault.OfOperands("Source must implement IList or IDictionary and be of the framework, but it is a value of type " + SafeTypes.NameOf(target) + ".");

        if (!index.TryGetInteger(out var position))
            return Fault.OfOperands("The index of a list must be a whole number from 0, not a value of type " + SafeTypes.NameOf(index) + ".");

        if (!Lists.TryGet(target.Reference!, position, out value))
            return Fault.OfValues("The index of '" + node.Target + "' is out of range.");

        value = Shield.Admit(value, rules);
        return null;
    }

    /// <summary>The elements of a source, or why it has none.</summary>
    public static Fault? Walk(string op, in Value source, out Elements elements)
    {
        if (BagSize.IsTooLarge(source.Reference))
        {
            elements = default;
            return TooLarge("'" + op + "' cannot be applied");
        }

        if (Elements.TryWalk(source, out elements))
            return null;

        return source.IsNull
            ? Fault.OfValues("'" + op + "' cannot be applied, because its source is null.")
            : Fault.OfOperands(OperandRules.NotIterable(SafeTypes.NameOf(source)));
    }

    /// <summary>Why a bag is not listed.</summary>
    public static Fault TooLarge(string trouble) => Fault.OfValues(
        trouble + ", because a ConcurrentBag copies all its elements before the first can be looked at, and it holds more than 10000. Use len(), or another collection.");

    // Mostly walks all entries, because looking a key up would run the dictionary's comparer.
    private static Fault? Key(in Value source, in Value key, RedactionRules rules, ref EvaluationBudget budget, out Value value)
    {
        if (KeyLookup.TryFind(source.Reference!, key, out var found, out value))
        {
            value = Shield.HideUnder(key, value, rules);
            return found ? null : NoSuchKey();
        }

        Elements.TryWalk(source, out var elements);
        try
        {
            while (elements.MoveNext())
            {
                if (!budget.Step())
                    return budget.Fault;

                if (Comparison.AreEqual(elements.Key, key))
                {
                    value = Shield.HideUnder(elements.Key, elements.Item, rules);
                    return null;
                }
            }
        }
        finally
        {
            elements.Dispose();
        }

        return NoSuchKey();
    }

    private static Fault NoSuchKey() => Fault.OfValues("The key is not present in the dictionary.");

    private static bool TryReadSize(object collection, out long count)
    {
        var used = MemberAccess.Find(collection.GetType(), "_count");
        var free = MemberAccess.Find(collection.GetType(), "_freeCount");
        count = 0;
        if (used.Type != typeof(int) || free.Type != typeof(int))
            return false;

        count = used.Read(collection).Bits - free.Read(collection).Bits;
        return true;
    }

    private static Fault? Count(string name, in Value operand, bool firstOnly, ref EvaluationBudget budget, out long count)
    {
        count = 0;
        switch (operand.Reference)
        {
            case string text: count = text.Length; return null;
            case FilteredItems filtered: count = filtered.Items.Count; return null;
            case ISpanView span: count = span.Count; return null;
            case Array array: count = array.LongLength; return null;
            case ICollection collection when CollectionKinds.Of(collection.GetType()) != CollectionKind.None:
                count = ConcurrentSize.TryGet(collection, out var size) && size >= 0 ? size : collection.Count;
                return null;
        }

        if (!Elements.TryWalk(operand, out var elements))
            return Fault.OfOperands(OperandRules.NoLength(name, SafeTypes.NameOf(operand)));

        // A hash set tells its size only to those who know the type of its elements, or its fields.
        if (TryReadSize(operand.Reference!, out count))
            return null;

        try
        {
            while (elements.MoveNext())
            {
                count++;
                if (firstOnly)
                    break;
                if (!budget.Step())
                    return budget.Fault;
            }
        }
        finally
        {
            elements.Dispose();
        }

        return null;
    }
}
