using System;

namespace Weaver.Conformance.Tests;

/// <summary>The runner lacks what a case asks for. Such a case never counts as passed.</summary>
internal sealed class UnsupportedCaseException(string what) : Exception("The runner does not know " + what + ".");
