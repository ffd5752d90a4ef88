namespace Weaver.Capture;

/// <summary>How much of a value is shown. The defaults stand here and nowhere else.</summary>
/// <param name="MaxReferenceDepth">Objects within objects; a collection's items count as deep as the collection. 0 shows no fields at all.</param>
/// <param name="MaxCollectionSize">Items of one collection.</param>
/// <param name="MaxLength">Characters of one text.</param>
/// <param name="MaxFieldCount">Fields of one object.</param>
internal sealed record CaptureLimits(int MaxReferenceDepth, int MaxCollectionSize, int MaxLength, int MaxFieldCount)
{
    public const int DefaultReferenceDepth = 3;
    public const int DefaultCollectionSize = 100;
    public const int DefaultLength = 255;
    public const int DefaultFieldCount = 20;

    public static readonly CaptureLimits Default = new(DefaultReferenceDepth, DefaultCollectionSize, DefaultLength, DefaultFieldCount);

    /// <summary>Limits as a probe asks for them: 0 is honored; what is missing or negative is the default.</summary>
    public static CaptureLimits Create(int? maxReferenceDepth, int? maxCollectionSize, int? maxLength, int? maxFieldCount)
    {
        return new CaptureLimits(
            OrDefault(maxReferenceDepth, DefaultReferenceDepth),
            OrDefault(maxCollectionSize, DefaultCollectionSize),
            OrDefault(maxLength, DefaultLength),
            OrDefault(maxFieldCount, DefaultFieldCount));

        static int OrDefault(int? asked, int standard) => asked is >= 0 ? asked.GetValueOrDefault() : standard;
    }
}
