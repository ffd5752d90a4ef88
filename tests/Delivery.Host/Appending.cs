using System;
using Weaver.Common;
using Weaver.Upload;
using Weaver.Upload.Spooling;

namespace Weaver.Delivery.Host;

/// <summary>Spools numbered events without an end, and prints how many are on disk after each flush.</summary>
internal static class Appending
{
    public static int Run(string folder)
    {
        var uploader = new LogsIntakeUploader(new NoDestination(), new UploadOptions { FlushInterval = TimeSpan.FromMilliseconds(10) }, new Counters(), TimeProvider.System, new SpoolOptions { Folder = folder });
        uploader.Start();
        for (var number = 0L; ; number++)
        {
            uploader.Offer(Payload.Of(Track.Logs, $$"""{"n":{{number}},"text":"{{new string('x', (int)(number % 500))}}"}"""));
            if (number % 50 != 49)
                continue;

            uploader.Flush(TimeSpan.FromSeconds(20));
            var totals = uploader.Totals(Track.Logs);
            if (totals.Spooled - totals.Recovered != totals.Accepted)
                return 1;

            Console.WriteLine(totals.Accepted);
        }
    }
}
