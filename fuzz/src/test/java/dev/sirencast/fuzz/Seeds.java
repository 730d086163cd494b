package dev.sirencast.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What the fuzzer begins with. */
public final class Seeds {
  private Seeds() {}

  public static Stream<Arguments> of(Stream<byte[]> seeds) {
    return seeds.map(seed -> Arguments.of((Object) seed));
  }

  public static Stream<Arguments> hex(String... seeds) {
    return of(Stream.of(seeds).map(seed -> HexFormat.of().parseHex(seed.replace(" ", ""))));
  }

  public static Stream<Arguments> texts(String... seeds) {
    return of(Stream.of(seeds).map(seed -> seed.getBytes(StandardCharsets.UTF_8)));
  }

  /** The small files among media's test resources whose names end like one of these. */
  public static Stream<Arguments> files(String... endings) {
    try (Stream<Path> files = Files.walk(Path.of("target/test-classes/dev/sirencast/media"))) {
      List<Path> seeds =
          files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith)).toList();
      return of(seeds.stream().sorted().map(Seeds::read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
