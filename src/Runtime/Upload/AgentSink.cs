using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>Delivers events to an agent, at the best endpoint that the agent lists.</summary>
/// <remarks>Used by one thread. An agent that lists no endpoint for a track is asked again at most once a minute.</remarks>
internal sealed class AgentSink : IPayloadSink
{
    // The agent as a whole, among the troubles.
    private const string Connection = "agent";
    private const string Until = "wait, and are spooled or dropped beyond what there is room for, until it takes them again.";

    private static readonly TimeSpan s_recheck = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_recheckUnreadable = TimeSpan.FromSeconds(5);

    private readonly AgentClient _client;
    private readonly TimeProvider _time;
    private readonly string _query;
    private readonly Counter _batches;
    private readonly Counter _bytes;
    private readonly Counter _milliseconds;
    private AgentInfo? _info;
    private long _askedAt;
    private readonly Troubles _troubles;
    private bool _hasFailed;
    private bool _isUnreadable;

    /// <param name="client">Owned from now on.</param>
    /// <param name="tags">Go along with each request as <c>ddtags</c>.</param>
    /// <param name="counters">Gets <c>upload.batches</c>, <c>upload.bytes</c>, <c>upload.milliseconds</c> and, from the client, <c>upload.error{...}</c>.</param>
    /// <param name="time">The clock of the minute.</param>
    public AgentSink(AgentClient client, IEnumerable<KeyValuePair<string, string?>> tags, Counters counters, TimeProvider time)
    {
        _client = client;
        _time = time;
        _query = DdTags.Query(tags);
        _troubles = counters.Troubles;
        _batches = counters.Get("upload.batches");
        _bytes = counters.Get("upload.bytes");
        _milliseconds = counters.Get("upload.milliseconds");
    }

    public bool IsReady => _client.IsReady && !(_isUnreadable && _time.GetElapsedTime(_askedAt) < s_recheckUnreadable);

    public SinkResult Write(Batch batch, CancellationToken deadline)
    {
        if (!TryKnowAgent(batch.Track, deadline, out var trouble))
            return trouble;

        var body = Array.Empty<byte>();
        var form = BodyForm.None;
        while (_info!.EndpointFor(batch.Track) is { } path)
        {
            var wanted = batch.Track == Track.Diagnostics && path == AgentInfo.DiagnosticsV1 ? BodyForm.Multipart : BodyForm.Json;
            if (form != wanted)
                body = Body(batch, wanted);

            form = wanted;
            var reply = Post(path, form, body, batch.IsOnTrial, deadline);
            if (reply.Outcome == AgentOutcome.NotFound)
            {
                // Listed and yet not there, so go by what it does; the next choice may work.
                _info = _info.Without(path);
                continue;
            }

            return Conclude(reply, batch, body.Length);
        }

        Trouble(batch.Track, $"The agent at {_client.Url} has no endpoint for {Tracks.Name(batch.Track)}, so they are dropped or spooled; it is asked again every minute. Agents from 7.49.0 on have one.");
        return SinkResult.Dropped(DropReason.NoEndpoint);
    }

    public void Dispose() => _client.Dispose();

    // Asks an agent that is unknown or has just failed, before events are risked, and now and then one that lacks the best
    // endpoint: it may have been replaced since.
    private bool TryKnowAgent(Track track, CancellationToken deadline, out SinkResult trouble)
    {
        trouble = default;
        if (_info is not null && !_hasFailed && (_info.IsBestFor(track) || _time.GetElapsedTime(_askedAt) < s_recheck))
            return true;

        if (_isUnreadable && _time.GetElapsedTime(_askedAt) < s_recheckUnreadable)
        {
            trouble = Unreadable(track);
            return false;
        }

        var reply = _client.Get(AgentInfo.Path, deadline);
        _isUnreadable = false;
        if (reply.Outcome is AgentOutcome.Failed or AgentOutcome.Cancelled or AgentOutcome.NotAsked)
        {
            // What is known of it serves on, if anything is.
            if (_info is not null && !_hasFailed && reply.Outcome == AgentOutcome.Failed)
            {
                _askedAt = _time.GetTimestamp();
                return true;
            }

            trouble = SinkResult.Later(Fail(reply, track));
            return false;
        }

        _askedAt = _time.GetTimestamp();
        if (reply.Outcome is AgentOutcome.Ok or AgentOutcome.ReplyTooLarge)
            // No list of endpoints: what is known of it serves on.
            _info = AgentInfo.Parse(reply.Body) ?? _info;
        else
            _info = AgentInfo.None;

        if (_info is null)
        {
            trouble = Unreadable(track);
            return false;
        }

        _hasFailed = false;
        return true;
    }

    // Events wait for a better answer, as for an agent that is away.
    private SinkResult Unreadable(Track track)
    {
        _isUnreadable = true;
        Trouble(track, $"The agent at {_client.Url} answers {AgentInfo.Path} with no list of endpoints; {Tracks.Name(track)} {Until} Look whether it is an agent.");
        return SinkResult.Later(DropReason.UploadFailed);
    }

    private AgentReply Post(string path, BodyForm form, byte[] body, bool isTrial, CancellationToken deadline)
    {
        var began = _time.GetTimestamp();
        var reply = _client.Post(path + _query, form == BodyForm.Multipart ? MultipartBody.ContentType : "application/json", body, deadline, _info!.TakesGzip ? "gzip" : null, isTrial);
        _milliseconds.Add((long)_time.GetElapsedTime(began).TotalMilliseconds);
        return reply;
    }

    private byte[] Body(Batch batch, BodyForm form)
    {
        var json = batch.ToJsonArray();
        var body = form == BodyForm.Multipart ? MultipartBody.Event(json) : json;
        return _info!.TakesGzip ? Pack(body) : body;
    }

    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream(body.Length / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(body);

        return packed.ToArray();
    }

    private SinkResult Conclude(AgentReply reply, Batch batch, int bytes)
    {
        if (reply.Outcome == AgentOutcome.NotAsked)
            return SinkResult.Later(Fail(reply, batch.Track));

        _hasFailed = reply.Outcome == AgentOutcome.Failed;
        if (reply.Outcome != AgentOutcome.Ok)
            return SinkResult.Dropped(Fail(reply, batch.Track));

        if (_troubles.Has(TroubleKind.Destination, Connection))
            _troubles.End(TroubleKind.Destination, Connection, $"The agent at {_client.Url} takes events again.");
        if (_troubles.Has(TroubleKind.Destination, Subject(batch.Track)))
            _troubles.End(TroubleKind.Destination, Subject(batch.Track), $"The agent at {_client.Url} takes {Tracks.Name(batch.Track)} again.");

        _batches.Increment();
        _bytes.Add(bytes);
        return SinkResult.All(batch);
    }

    private DropReason Fail(AgentReply reply, Track track)
    {
        if (reply.Outcome == AgentOutcome.Cancelled)
            return DropReason.StopDeadline;

        if (reply.Outcome == AgentOutcome.NotAsked)
            return DropReason.CircuitOpen;

        // An agent that is not there is one trouble, whatever was meant for it; an answer may be about one endpoint only.
        if (reply.Trouble is HttpRequestException { Message: var why })
            _troubles.Begin(TroubleKind.Destination, Connection, $"The agent at {_client.Url} cannot be reached ({why}); events {Until}");
        else
            Trouble(track, $"The agent at {_client.Url} {(reply.Status == 0 ? "does not answer in time" : $"answers with status {reply.Status}")}; {Tracks.Name(track)} {Until}");

        return reply.Outcome switch
        {
            AgentOutcome.TooLarge => DropReason.PayloadTooLarge,
            AgentOutcome.Rejected or AgentOutcome.NotFound => DropReason.UploadRejected,
            _ => DropReason.UploadFailed,
        };
    }

    // One line when it goes wrong and one when it is right again, however many batches are lost between.
    private void Trouble(Track track, string message) => _troubles.Begin(TroubleKind.Destination, Subject(track), message);

    private static string Subject(Track track) => "agent, " + Tracks.Name(track);

    private enum BodyForm
    {
        None,
        Json,
        Multipart,
    }
}
