using System;
using System.Collections.Generic;
using System.Text;
using Weaver.Language;
using Weaver.RemoteConfig;

namespace Weaver.Debugging;

/// <summary>Hears from product <c>LIVE_DEBUGGING_SYMBOL_DB</c> whether the names of the program's code are to be sent.</summary>
/// <remarks>Called by the source's thread only.</remarks>
internal sealed class SymbolSwitch
{
    private bool _isWanted;

    /// <summary>
    /// Called with true when the agent asks for the symbols and with false when it does so no more, on the thread of the
    /// source. Set before the start; null: nobody sends symbols, and the agent's file stays unacknowledged.
    /// </summary>
    public Action<bool>? Changed { get; set; }

    /// <summary>Takes over all files of the product, and says what became of each.</summary>
    public List<FileVerdict> Take(IReadOnlyList<TargetFile> files)
    {
        var verdicts = new List<FileVerdict>();
        var isWanted = false;
        var isBroken = false;
        foreach (var file in files)
        {
            var error = Read(file, out var asks);
            isWanted |= asks;
            isBroken |= error is not null;
            verdicts.Add(new FileVerdict(file.Path, file.Version, error is not null ? ApplyState.Error : Changed is null ? ApplyState.Unacknowledged : ApplyState.Acknowledged, error));
        }

        // Nothing is known of what a broken file asks for, so it ends nothing.
        isWanted |= isBroken && _isWanted;
        if (isWanted != _isWanted)
        {
            // In this order: what throws is called again with the next delivery.
            Changed?.Invoke(isWanted);
            _isWanted = isWanted;
        }

        return verdicts;
    }

    private static string? Read(TargetFile file, out bool asks)
    {
        asks = false;
        try
        {
            var flag = JsonReader.Read(Encoding.UTF8.GetString(file.Bytes.Span)).Find("upload_symbols")?.Kind;
            asks = flag == JsonKind.True;
            return flag is JsonKind.True or JsonKind.False ? null : "The file has no field upload_symbols that is true or false.";
        }
        catch (LanguageException e)
        {
            return $"The file cannot be read: {e.Error}";
        }
    }
}
