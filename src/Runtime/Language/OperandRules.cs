namespace Weaver.Language;

/// <summary>Which operands an operator takes; the sentences are the same before and at run time.</summary>
internal static class OperandRules
{
    public const string NotWholeNumbers = "'substring' needs whole numbers as start and end.";

    /// <summary>The sentence that says why the operands do not fit, or null when they do or when only the values tell.</summary>
    public static string? Check(BinaryOperator op, ITypeShape? left, ITypeShape? right)
    {
        switch (op)
        {
            case BinaryOperator.StartsWith:
            case BinaryOperator.EndsWith:
            case BinaryOperator.Matches:
                return IsNotText(left) ? NotText(ExpressionWriter.NameOf(op), left!.Name)
                    : IsNotText(right) ? NotText(ExpressionWriter.NameOf(op), right!.Name) : null;
            case BinaryOperator.Contains when left != null && left.Category != TypeCategory.String && IsPlain(left.Category):
                return NotSearchable(left.Name);
            case BinaryOperator.Contains:
                return left != null && left.Category == TypeCategory.String && IsNotText(right) ? NotText("contains", right!.Name) : null;
        }

        if (left is null || right is null || !IsPlain(left.Category) || !IsPlain(right.Category) || left.Category == right.Category)
        {
            var ordersTruth = op > BinaryOperator.NotEqual && (left?.Category == TypeCategory.Boolean || right?.Category == TypeCategory.Boolean);
            return ordersTruth ? NotComparable(ExpressionWriter.NameOf(op), left?.Name ?? "unknown", right?.Name ?? "unknown") : null;
        }

        return left.Category == TypeCategory.String || right.Category == TypeCategory.String
            ? ValueWithReference(ExpressionWriter.NameOf(op), left.Name, right.Name)
            : NotComparable(ExpressionWriter.NameOf(op), left.Name, right.Name);
    }

    public static string NotSearchable(string typeName) =>
        "'contains' needs a string, or a collection or dictionary of the framework, not a value of type " + typeName + ".";

    public static string NoLength(string op, string typeName) =>
        "'" + op + "' needs a string, an array, or a collection that is an ICollection of the framework, not a value of type " + typeName + ".";

    public static string NotBoolean(string op, string typeName) =>
        "'" + op + "' needs a true or false value, not one of type " + typeName + ".";

    public static string NotText(string op, string typeName) =>
        "'" + op + "' needs strings, not a value of type " + typeName + ".";

    public static string NotIterable(string typeName) =>
        "Source must be an array, or a collection or dictionary of the framework, not a value of type " + typeName + ".";

    public static string NotComparable(string op, string left, string right) =>
        "Values of type " + left + " and " + right + " cannot be compared by '" + op + "'.";

    public static string ValueWithReference(string op, string left, string right) =>
        "A value of a reference type cannot be compared by '" + op + "' with one of a value type; the types are " + left + " and " + right + ".";

    private static bool IsNotText(ITypeShape? type) =>
        type != null && type.Category != TypeCategory.String && type.Category != TypeCategory.Open;

    private static bool IsPlain(TypeCategory category) =>
        category == TypeCategory.Boolean || category == TypeCategory.Number || category == TypeCategory.Character || category == TypeCategory.String;
}
