using System;
using Weaver.Common;
using Weaver.Upload;
using Weaver.Upload.Spooling;

namespace Weaver.Delivery.Host;

/// <summary>Spools so many events, stops, and prints the books; the disk may have become full on the way.</summary>
internal static class Filling
{
    public static int Run(string folder, int events)
    {
        using var uploader = new LogsIntakeUploader(new NoDestination(), new UploadOptions { FlushInterval = TimeSpan.FromMilliseconds(10) }, new Counters(), TimeProvider.System, new SpoolOptions { Folder = folder });
        uploader.Start();
        for (var number = 0; number < events; number++)
        {
            uploader.Offer(Payload.Of(Track.Logs, $$"""{"n":{{number}},"text":"{{new string('x', number % 500)}}"}"""));
            if (number % 50 == 49)
                uploader.Flush(TimeSpan.FromSeconds(20));
        }

        uploader.Stop(TimeSpan.FromSeconds(20));
        Loading.PrintBooks(Track.Logs, uploader.Totals(Track.Logs));
        return 0;
    }
}
