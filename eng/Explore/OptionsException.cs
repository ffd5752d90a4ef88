using System;

namespace Weaver.Explore;

/// <summary>The command line asks for something that cannot be done; the message says what and how else.</summary>
internal sealed class OptionsException(string message) : Exception(message);
