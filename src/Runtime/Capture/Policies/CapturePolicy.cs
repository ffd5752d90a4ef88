namespace Weaver.Capture.Policies;

/// <summary>How the objects of one type, or of one family of types, are written.</summary>
/// <remarks>Shared by all threads. Runs no code of the program that is being watched.</remarks>
internal abstract class CapturePolicy
{
    /// <param name="value">Never null, and of the type that the policy was chosen for.</param>
    /// <param name="typeName">Type to show.</param>
    /// <param name="capturer">Where to write.</param>
    public abstract void Write(object value, string typeName, ValueCapturer capturer);
}
