using System;
using System.IO;
using System.Net.Http;
using System.Threading;

namespace Weaver.Upload;

/// <summary>Reads each answer whole before it hands it on, so that the time limit of a try holds for all of it.</summary>
/// <remarks>A synchronous read of an answer heeds no token: an agent that sends a byte now and then would hold our thread for ever. Here the connection is closed under it.</remarks>
/// <param name="inner">Sends the requests; owned from now on. Must not drain what is left of an answer.</param>
/// <param name="mostBytes">What is read of an answer; one byte more shows that there was more.</param>
internal sealed class WholeAnswers(HttpMessageHandler inner, int mostBytes) : DelegatingHandler(inner)
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = base.Send(request, cancellationToken);
        try
        {
            byte[] body;
            using (cancellationToken.UnsafeRegister(static state => ((HttpResponseMessage)state!).Dispose(), response))
                body = Read(response.Content.ReadAsStream(cancellationToken));

            cancellationToken.ThrowIfCancellationRequested();
            var content = new ByteArrayContent(body);
            foreach (var (name, values) in response.Content.Headers.NonValidated)
                content.Headers.TryAddWithoutValidation(name, values);
            content.Headers.ContentLength = body.Length;

            // Closes the connection when there was more, and leaves it for the next request otherwise.
            response.Content.Dispose();
            response.Content = content;
            return response;
        }
        catch (Exception exception)
        {
            response.Dispose();
            // Whatever a read says when the connection is closed under it.
            if (cancellationToken.IsCancellationRequested && exception is not OperationCanceledException)
                throw new OperationCanceledException("The time for the answer was over.", exception, cancellationToken);
            if (exception is IOException)
                throw new HttpRequestException("The answer broke off.", exception);
            throw;
        }
    }

    private byte[] Read(Stream stream)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (body.Length <= mostBytes && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, mostBytes + 1 - body.Length)) is > 0 and var count)
            body.Write(buffer, 0, count);

        return body.ToArray();
    }
}
