namespace NativeConsole;

/// <summary>Adds up what was published. Too small to be gated, so no probe shows its fields unless the native compiler keeps them for another reason.</summary>
internal sealed class Journal
{
    private long _characters;

    public void Note(int characters) => _characters += characters;
}
