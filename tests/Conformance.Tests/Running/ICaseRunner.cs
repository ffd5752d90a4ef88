using System.Collections.Generic;
using System.Text.Json;
using Weaver.Conformance.Tests.Values;

namespace Weaver.Conformance.Tests.Running;

/// <summary>Knows the kinds of one file of vectors.</summary>
internal interface ICaseRunner
{
    /// <summary>The parts of a case that describe values, whose classes must be compiled.</summary>
    IEnumerable<JsonElement> ValuesOf(VectorCase vector);

    /// <summary>Type names of a case beside those of its values.</summary>
    IEnumerable<string> TypesOf(VectorCase vector);

    /// <summary>Runs one case and tells the findings everything that is not as expected.</summary>
    /// <exception cref="UnsupportedCaseException">The case has a kind or key that the runner lacks.</exception>
    void Run(VectorCase vector, ClassSet classes, Findings findings);
}
