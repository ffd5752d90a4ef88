namespace NativeConsole;

/// <summary>One measured value.</summary>
internal readonly record struct Reading(int Hour, double Celsius, string Sky);
