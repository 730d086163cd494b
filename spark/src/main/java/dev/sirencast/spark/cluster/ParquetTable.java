package dev.sirencast.spark.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * Flat rows of JSON as a Parquet file: a column for each name, in the order in which they first
 * come, all optional. Whole numbers are {@code int64}, or {@code double} where another row has a
 * fraction; what is neither number nor boolean throughout is a string.
 */
final class ParquetTable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What a column's values are; the later takes the earlier up, but numbers no booleans. */
  private enum Column {
    BOOLEAN(PrimitiveTypeName.BOOLEAN) {
      @Override
      void add(Group row, String name, JsonNode value) {
        row.add(name, value.asBoolean());
      }
    },
    WHOLE(PrimitiveTypeName.INT64) {
      @Override
      void add(Group row, String name, JsonNode value) {
        row.add(name, value.asLong());
      }
    },
    NUMBER(PrimitiveTypeName.DOUBLE) {
      @Override
      void add(Group row, String name, JsonNode value) {
        row.add(name, value.asDouble());
      }
    },
    TEXT(PrimitiveTypeName.BINARY) {
      @Override
      void add(Group row, String name, JsonNode value) {
        row.add(name, value.isTextual() ? value.asText() : value.toString());
      }
    };

    private final PrimitiveTypeName type;

    Column(PrimitiveTypeName type) {
      this.type = type;
    }

    abstract void add(Group row, String name, JsonNode value);

    static Column of(JsonNode value) {
      if (value.isBoolean()) {
        return BOOLEAN;
      }
      return value.isIntegralNumber() ? WHOLE : value.isNumber() ? NUMBER : TEXT;
    }

    Column with(Column other) {
      if (this == other) {
        return this;
      }
      boolean mixed = this == BOOLEAN || other == BOOLEAN;
      return mixed ? TEXT : compareTo(other) > 0 ? this : other;
    }
  }

  private ParquetTable() {}

  /** Writes a file, which appears whole or not at all. */
  static void write(List<String> rows, Path file) throws IOException {
    List<JsonNode> parsed = new ArrayList<>();
    Map<String, Column> columns = new LinkedHashMap<>();
    for (String row : rows) {
      JsonNode node = MAPPER.readTree(row);
      parsed.add(node);
      node.fields()
          .forEachRemaining(
              field -> {
                if (!field.getValue().isNull()) {
                  columns.merge(field.getKey(), Column.of(field.getValue()), Column::with);
                }
              });
    }
    if (columns.isEmpty()) {
      return; // a table without columns is none
    }
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      write(parsed, columns, part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(List<JsonNode> rows, Map<String, Column> columns, Path file)
      throws IOException {
    Files.deleteIfExists(file); // what a killed process left
    MessageType schema = schema(columns);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (JsonNode row : rows) {
        Group group = new SimpleGroup(schema);
        columns.forEach(
            (name, column) -> {
              if (row.hasNonNull(name)) {
                column.add(group, name, row.get(name));
              }
            });
        writer.write(group);
      }
    }
  }

  private static MessageType schema(Map<String, Column> columns) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    columns.forEach(
        (name, column) ->
            schema.addField(
                column == Column.TEXT
                    ? Types.optional(column.type).as(LogicalTypeAnnotation.stringType()).named(name)
                    : Types.optional(column.type).named(name)));
    return schema.named("results");
  }
}
