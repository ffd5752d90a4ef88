using System.Collections.Generic;

namespace Weaver.Explore.Reporting;

/// <summary>One part of a report: sentences, then perhaps a table, then perhaps items.</summary>
internal sealed record Section(string Title, IReadOnlyList<string> Sentences, Table? Table = null, IReadOnlyList<string>? Items = null);
