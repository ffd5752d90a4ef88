using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MessagePack;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using ProtoBuf;
using Serializer = ProtoBuf.Serializer;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Explore.Workloads.Packages;

public enum Color
{
    Red,
    Green = 5,
}

[ProtoContract]
[MessagePackObject]
public sealed class Record
{
    [ProtoMember(1), Key(0)] public int Id { get; set; }
    [ProtoMember(2), Key(1)] public string Name { get; set; }
    [ProtoMember(3), Key(2)] public double? Ratio { get; set; }
    [ProtoMember(4), Key(3)] public List<string> Tags { get; set; } = [];
    [ProtoMember(5), Key(4)] public Dictionary<string, int> Counts { get; set; } = [];
    [ProtoMember(6), Key(5)] public DateTime Day { get; set; }
    [ProtoMember(7), Key(6)] public Color Color { get; set; }
    [ProtoMember(8), Key(7)] public byte[] Raw { get; set; }
    [ProtoMember(9), Key(8)] public Record Child { get; set; }

    public static Record Make(int i) => new()
    {
        Id = i,
        Name = i % 3 == 0 ? null : "name " + i + " \"\u00e9\"",
        Ratio = i % 2 == 0 ? i / 7.0 : null,
        Tags = [.. Enumerable.Range(0, i % 4).Select(static t => "t" + t)],
        Counts = Enumerable.Range(0, i % 3).ToDictionary(static k => "k" + k, k => k * i),
        Day = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i * 31),
        Color = i % 2 == 0 ? Color.Red : Color.Green,
        Raw = [1, 2, (byte)i],
        Child = i % 5 == 1 ? Make(i + 1) : null,
    };
}

internal static class Serializers
{
    private static readonly Record[] s_records = [.. Enumerable.Range(0, 60).Select(Record.Make)];

    public static void Newtonsoft()
    {
        var settings = new JsonSerializerSettings { Formatting = Formatting.Indented, NullValueHandling = NullValueHandling.Ignore, ContractResolver = new CamelCasePropertyNamesContractResolver(), Converters = { new StringEnumConverter() } };
        var text = JsonConvert.SerializeObject(s_records, settings);
        Say.Digest("json", text);
        Console.WriteLine(text[..600]);
        Say.Digest("again", JsonConvert.SerializeObject(JsonConvert.DeserializeObject<Record[]>(text, settings), settings));
        var tree = JArray.Parse(text);
        foreach (var path in (string[])["$[?(@.id > 50)].name", "$..tags[0]", "$[5].counts", "$[-1:].day"])
            Say.Line(path, tree.SelectTokens(path).Select(static t => t.ToString(Formatting.None)));
        var merged = (JObject)tree[1].DeepClone();
        merged.Merge(tree[2], new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Union });
        Say.Line("merged", merged.ToString(Formatting.None));
        dynamic loose = JsonConvert.DeserializeObject("{a:{b:[1,'x',null,2.5e3]}}");
        Say.Line("dynamic", (string)(loose.a.b[1] + loose.a.b[3]));
        Console.WriteLine(JsonConvert.DeserializeXNode("{r:{x:1,y:[2,3]}}").ToString());
        using (var reader = new JsonTextReader(new StringReader(text[..300])))
        {
            try
            {
                while (reader.Read())
                    Say.Line(reader.TokenType.ToString(), reader.Path + "=" + reader.Value);
            }
            catch (JsonReaderException e)
            {
                Say.Line("cut", e.Message);
            }
        }

        Say.Throws("wrong type", () => JsonConvert.DeserializeObject<Record>("{\"Id\":\"x\"}"));
        Say.Throws("loop", () =>
        {
            var record = Record.Make(3);
            record.Child = record;
            JsonConvert.SerializeObject(record);
        });
    }

    public static void Yaml()
    {
        var writer = new SerializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull).Build();
        var text = writer.Serialize(s_records.Select(static r => new { r.Id, r.Name, r.Ratio, r.Tags, r.Counts, r.Color, Day = r.Day.ToString("s", CultureInfo.InvariantCulture) }).ToArray());
        Say.Digest("yaml", text);
        Console.WriteLine(text[..500]);
        var reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
        Say.Digest("again", writer.Serialize(reader.Deserialize<object>(text)));
        const string Document = "base: &b {x: 1, y: [a, 'b c', \"d\\n\"]}\nderived:\n  <<: *b\n  z: |\n    one\n    two\n  w: >-\n    folded\n    text\n? complex\n: !!str 12\n---\n- second\n- ~\n- 0x1F\n";
        var stream = new YamlStream();
        stream.Load(new StringReader(Document));
        foreach (var document in stream.Documents)
            foreach (var node in document.AllNodes)
                Say.Line(node.NodeType.ToString(), $"{node.Tag} {node.Anchor} {node.Start} {node}");
        var output = new StringWriter();
        stream.Save(output, false);
        Console.WriteLine(output);
        Say.Throws("tabs", () => reader.Deserialize<object>("a:\n\t- b"));
        Say.Throws("unknown property", () => reader.Deserialize<Record>("nothing: 1"));
    }

    public static void MessagePack()
    {
        var bytes = MessagePackSerializer.Serialize(s_records);
        Say.Digest("bytes", bytes);
        Say.Digest("json", MessagePackSerializer.ConvertToJson(bytes));
        Say.Digest("again", MessagePackSerializer.Serialize(MessagePackSerializer.Deserialize<Record[]>(bytes)));
        var packed = MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4BlockArray);
        Say.Digest("lz4", MessagePackSerializer.Serialize(s_records, packed));
        Say.Line("lz4 back", MessagePackSerializer.Deserialize<Record[]>(MessagePackSerializer.Serialize(s_records, packed), packed).Length);
        Say.Digest("map", MessagePackSerializer.Serialize(new Dictionary<string, object> { ["a"] = 1, ["b"] = new object[] { "x", 2.5, null, true } }, global::MessagePack.Resolvers.ContractlessStandardResolver.Options));
        Say.Line("from json", Convert.ToHexString(MessagePackSerializer.ConvertFromJson("{\"k\":[1,-1,300,70000,1e10,\"s\"]}")));
        Say.Throws("cut", () => MessagePackSerializer.Deserialize<Record[]>(bytes.AsMemory(0, 40)));
    }

    public static void ProtobufNet()
    {
        using var stream = new MemoryStream();
        foreach (var record in s_records)
            Serializer.SerializeWithLengthPrefix(stream, record, PrefixStyle.Base128, 1);
        Say.Digest("bytes", stream.ToArray());
        stream.Position = 0;
        Say.Line("back", Serializer.DeserializeItems<Record>(stream, PrefixStyle.Base128, 1).Select(static r => r.Id + r.Name + r.Child?.Id));
        Console.WriteLine(Serializer.GetProto<Record>());
        Say.Digest("clone", JsonConvert.SerializeObject(Serializer.DeepClone(s_records[6])));
        Say.Throws("broken", () => Serializer.Deserialize<Record>(new MemoryStream([0x0a, 0xff, 0x01])));
    }

    public static void GoogleProtobuf()
    {
        var root = new Struct();
        foreach (var record in s_records)
        {
            var item = new Struct { Fields = { ["id"] = Value.ForNumber(record.Id), ["name"] = record.Name is null ? Value.ForNull() : Value.ForString(record.Name), ["tags"] = Value.ForList([.. record.Tags.Select(Value.ForString)]), ["even"] = Value.ForBool(record.Id % 2 == 0) } };
            root.Fields["r" + record.Id] = Value.ForStruct(item);
        }

        var text = JsonFormatter.Default.Format(root);
        Say.Digest("json", text);
        Say.Line("size", root.CalculateSize());
        var back = Struct.Parser.ParseFrom(root.ToByteArray());
        Say.Line("equal", back.Equals(root) && JsonParser.Default.Parse<Struct>(text).Equals(root));
        var any = Any.Pack(new Timestamp { Seconds = 1_600_000_000, Nanos = 5 });
        Say.Line("any", any.ToString() + any.Unpack<Timestamp>().ToDateTime().ToString("O"));
        Say.Line("duration", Duration.FromTimeSpan(TimeSpan.FromMilliseconds(-1500)).ToString());
        Say.Line("descriptor", Struct.Descriptor.File.Dependencies.Count + Struct.Descriptor.FullName + string.Join(',', Value.Descriptor.Fields.InDeclarationOrder().Select(static f => f.JsonName)));
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            for (var i = 0; i < 200; i++)
            {
                output.WriteSInt64(-i * 1_000_000L);
                output.WriteString("s" + i);
                output.WriteFixed32((uint)i);
            }
        }

        Say.Digest("coded", stream.ToArray());
        var mask = FieldMask.FromString("a.b,c");
        Say.Line("mask", mask.ToString());
        Say.Throws("cut", () => Struct.Parser.ParseFrom(root.ToByteArray()[..50]));
        Say.Throws("json", () => JsonParser.Default.Parse<Struct>("{\"a\": }"));
    }

    public static void Csv()
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";", HasHeaderRecord = true };
        var text = new StringWriter();
        using (var writer = new CsvWriter(text, configuration))
        {
            writer.Context.RegisterClassMap<RowMap>();
            writer.WriteRecords(Enumerable.Range(0, 200).Select(static i => new Row { Id = i, Text = i % 4 == 0 ? "a;\"b\"\nc" : "t" + i, Price = i * 1.1m, Day = new DateOnly(2020, 1, 1).AddDays(i), Color = (Color)(i % 2 * 5) }));
        }

        Say.Digest("csv", text.ToString());
        using (var reader = new CsvReader(new StringReader(text.ToString()), configuration))
        {
            reader.Context.RegisterClassMap<RowMap>();
            foreach (var row in reader.GetRecords<Row>().Where(static r => r.Id % 20 == 0))
                Say.Line("row", $"{row.Id} {row.Text} {row.Price} {row.Day} {row.Color}");
        }

        using (var reader = new CsvReader(new StringReader("A,B\n1,2\n3,x\n"), CultureInfo.InvariantCulture))
        {
            foreach (IDictionary<string, object> row in reader.GetRecords<dynamic>())
                Say.Line("dynamic", row.Select(static p => p.Key + "=" + p.Value));
        }

        Say.Throws("bad value", () => new CsvReader(new StringReader("Id\nx\n"), CultureInfo.InvariantCulture).GetRecords<Row>().ToList());
        using var parser = new CsvParser(new StringReader("a,\"b\"\"c\",d\r\n\"multi\nline\",,\n"), CultureInfo.InvariantCulture);
        while (parser.Read())
            Say.Line("raw", parser.Record);
    }

    public sealed class Row
    {
        public int Id { get; set; }
        public string Text { get; set; }
        public decimal Price { get; set; }
        public DateOnly Day { get; set; }
        public Color Color { get; set; }
    }

    public sealed class RowMap : ClassMap<Row>
    {
        public RowMap()
        {
            Map(static r => r.Id).Index(0);
            Map(static r => r.Text).Name("The text");
            Map(static r => r.Price).TypeConverterOption.Format("F3");
            Map(static r => r.Day);
            Map(static r => r.Color);
        }
    }
}
